import { expect, test } from '@playwright/test'
import { kubectl, kubectlJson } from '../kubectl/kubectl.ts'
import { signIn, treeNode, visitorOf } from './visitor.ts'

const NAMESPACE = 'moving'

const hostOf = async (): Promise<string> => {
  const list = (await kubectlJson(['get', 'pods', '-l', 'app=web'], { namespace: NAMESPACE })) as {
    items: { metadata: { deletionTimestamp?: string }; spec: { nodeName?: string }; status: { phase: string } }[]
  }
  return list.items.find(({ metadata, status }) => !metadata.deletionTimestamp && status.phase === 'Running')?.spec.nodeName ?? ''
}

test.beforeAll(async () => {
  await kubectl(['create', 'namespace', NAMESPACE])
  await kubectl(['create', 'deployment', 'web', '--image=nginx:1.27'], { namespace: NAMESPACE })
  await kubectl(['rollout', 'status', 'deploy/web', '--timeout=60s'], { namespace: NAMESPACE })
})
test.afterAll(() => kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']))

test('a host goes into maintenance with three presses, after telling what moves; and comes back', async ({ page }) => {
  const before = await hostOf()
  await signIn(page)
  const visitor = visitorOf(page)
  const host = await treeNode(page, new RegExp(`^${before}`))
  visitor.begin()
  await visitor.contextPress(host)
  await visitor.press(page.getByRole('menuitem', { name: 'Enter Maintenance Mode…' }))
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('row', { name: /moving\/web-.*Moves.*esx-/ })).toBeVisible()
  await visitor.press(dialog.getByRole('button', { name: 'OK' }))
  expect(visitor.presses()).toBeLessThanOrEqual(3)

  await expect(page.getByRole('row', { name: /Enter maintenance mode.*Completed/i })).toBeVisible({ timeout: 60_000 })
  await expect.poll(hostOf).not.toBe('')
  expect(await hostOf()).not.toBe(before)

  await (await treeNode(page, new RegExp(`^${before}`))).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Exit Maintenance Mode' }).click()
  await expect.poll(() => kubectl(['get', 'node', before])).not.toContain('SchedulingDisabled')
})
