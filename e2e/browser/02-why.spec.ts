import { expect, test } from '@playwright/test'
import { kubectl, kubectlJson } from '../kubectl/kubectl.ts'
import { signIn, visitorOf } from './visitor.ts'

const NAMESPACE = 'why'
const HUGE = `
apiVersion: v1
kind: Pod
metadata: {name: huge}
spec:
  containers:
  - {name: app, image: "app:1", resources: {requests: {cpu: "400", memory: 1Gi}}}
`
const SENTENCE = '0/8 nodes are available: 8 Insufficient cpu.'

test.beforeAll(async () => {
  await kubectl(['create', 'namespace', NAMESPACE])
  await kubectl(['apply', '-f', '-'], { namespace: NAMESPACE, input: HUGE })
})
test.afterAll(() => kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']))

test('a pod that fits nowhere says why in the API and in kubectl describe', async () => {
  await expect
    .poll(async () => {
      const pod = await kubectlJson(['get', 'pod', 'huge'], { namespace: NAMESPACE })
      return (pod as { status: { conditions?: { message?: string }[] } }).status.conditions?.[0]?.message
    })
    .toBe(SENTENCE)
  expect(await kubectl(['describe', 'pod', 'huge'], { namespace: NAMESPACE })).toContain(SENTENCE)
})

test('and in the browser, one press from the list, with what would help', async ({ page }) => {
  await signIn(page, undefined, '/workload-management/namespaces')
  await page.getByRole('link', { name: NAMESPACE, exact: true }).first().click()
  await page.getByRole('link', { name: 'Compute', exact: true }).click()
  const visitor = visitorOf(page)
  visitor.begin()
  await visitor.press(page.getByRole('link', { name: 'huge', exact: true }).first())
  await expect(page.getByText('No host can take this pod.')).toBeVisible()
  await expect(page.getByText(SENTENCE).first()).toBeVisible()
  await expect(page.getByText('What would help')).toBeVisible()
  expect(visitor.presses()).toBe(1)
})

test('and by the alarm in the pane below every page, one press from it', async ({ page }) => {
  await signIn(page)
  await page.getByRole('tab', { name: /^Alarms/ }).click()
  const alarm = page.getByRole('row', { name: /why\/huge/ })
  await expect(alarm).toContainText(SENTENCE)
  const visitor = visitorOf(page)
  visitor.begin()
  await visitor.press(alarm.getByRole('link', { name: `${NAMESPACE}/huge`, exact: true }))
  await expect(page.getByText('No host can take this pod.')).toBeVisible()
  await expect(page.getByText('What would help')).toBeVisible()
  expect(visitor.presses()).toBe(1)
  // The links of a list are followed without loading the page anew: the pane still shows what was chosen there.
  await expect(alarm).toBeVisible()
})
