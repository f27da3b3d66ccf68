import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { kubectl, kubectlJson } from '../kubectl/kubectl.ts'
import { signIn } from './visitor.ts'

const NAMESPACE = 'failing'
// The life cycle is Kubernetes' own: a shorter toleration than the default five minutes is what a test may ask for.
const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      tolerations:
      - {key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 1}
      containers:
      - {name: app, image: "nginx:1.27", resources: {requests: {cpu: 100m, memory: 64Mi}}}
`

/** Makes a simulated host fall silent, or speak again. */
const lab = async (host: string, what: 'fail' | 'recover'): Promise<void> => {
  const { url, secret } = JSON.parse(
    readFileSync(path.join(process.env.HEMISPHERE_DATA_DIR ?? '', 'simulator.json'), 'utf8'),
  ) as Record<string, string>
  const answer = await fetch(`${url}/hosts/${host}/${what}`, { method: 'POST', headers: { authorization: `Bearer ${secret}` } })
  expect(answer.status).toBe(200)
}

const runningOn = async (): Promise<string[]> => {
  const { items } = (await kubectlJson(['get', 'pods', '-l', 'app=web'], { namespace: NAMESPACE })) as {
    items: { metadata: { deletionTimestamp?: string }; spec: { nodeName?: string }; status: { phase: string } }[]
  }
  return items
    .filter(({ metadata, status }) => !metadata.deletionTimestamp && status.phase === 'Running')
    .map(({ spec }) => spec.nodeName ?? '')
}

test('what a controller owns moves away from a host that falls silent', async ({ page }) => {
  test.setTimeout(180_000)
  await kubectl(['create', 'namespace', NAMESPACE])
  await kubectl(['apply', '-f', '-'], { namespace: NAMESPACE, input: DEPLOYMENT })
  await kubectl(['rollout', 'status', 'deploy/web', '--timeout=60s'], { namespace: NAMESPACE })
  const [failed = ''] = await runningOn()
  await signIn(page)
  await lab(failed, 'fail')
  try {
    await expect.poll(() => kubectl(['get', 'node', failed]), { timeout: 90_000 }).toContain('NotReady')
    await expect.poll(async () => (await runningOn()).filter((host) => host !== failed), { timeout: 60_000 }).toHaveLength(1)
    await page.getByRole('tab', { name: /Alarms/ }).click()
    await expect(page.getByRole('row', { name: new RegExp(failed) }).first()).toBeVisible({ timeout: 60_000 })
  } finally {
    await lab(failed, 'recover')
  }
  await expect.poll(() => kubectl(['get', 'node', failed]), { timeout: 60_000 }).not.toContain('NotReady')
  // The pod that was evicted while its host was silent goes now that the host hears of it; the namespace waits for that.
  await kubectl(['delete', 'namespace', NAMESPACE, '--timeout=60s'])
})
