import { expect, test } from '@playwright/test'
import { kubectl, tryKubectl } from '../kubectl/kubectl.ts'
import { signIn as kubeconfigOf } from '../kubectl/sign-in.ts'
import { signIn, treeNode, visitorOf } from './visitor.ts'

const NAMESPACE = 'story'
const POD = `
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers:
  - {name: nginx, image: "nginx:1.27", resources: {requests: {cpu: 250m, memory: 128Mi}}}
`

// Each test goes on from what the one before it did. Told again from the start, it would find the cluster enabled already.
test.describe.configure({ mode: 'serial', retries: 0 })

test('an administrator enables Workload Management with seven presses, and sees every condition turn', async ({ page }) => {
  await signIn(page)
  const visitor = visitorOf(page)
  const cluster = await treeNode(page, /^cluster-01/)
  visitor.begin()
  await visitor.contextPress(cluster)
  await visitor.press(page.getByRole('menuitem', { name: 'Enable Workload Management…' }))
  await expect(page.getByText('connected', { exact: false }).first()).toBeVisible()
  for (const heading of ['Storage', 'Management network', 'Workload network', 'Review']) {
    await visitor.press(page.getByRole('button', { name: 'Next' }))
    await expect(page.getByRole('dialog').getByRole('heading', { name: heading, level: 3 })).toBeVisible()
  }
  await visitor.press(page.getByRole('button', { name: 'Finish' }))
  expect(visitor.presses()).toBeLessThanOrEqual(7)

  await expect(page).toHaveURL(/\/workload-management\/supervisors\//)
  for (const label of ['Deployed Control Plane VMs', 'Kubernetes API is up', 'Spherelets run on the hosts']) {
    await expect(page.getByRole('listitem').filter({ hasText: new RegExp(`${label}\\s*Done`) })).toBeVisible({ timeout: 60_000 })
  }
  await expect(page.getByText('Running').first()).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('row', { name: /Enable Workload Management.*Completed/ })).toBeVisible()
})

test('a namespace has to say whether it is limited, and comes up with its quota', async ({ page }) => {
  await signIn(page)
  await (await treeNode(page, /^cluster-01/)).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'New Namespace…' }).click()
  const wizard = page.getByRole('dialog')
  await wizard.getByRole('textbox', { name: 'Name', exact: true }).fill(NAMESPACE)
  await wizard.getByRole('button', { name: 'Next' }).click()
  await wizard.getByRole('button', { name: 'Next' }).click()
  await expect(wizard.getByText('Choose whether the namespace has limits.')).toBeVisible()
  await wizard.getByRole('radio', { name: /^Set limits/ }).check()
  await wizard.getByLabel('CPU').fill('5.2')
  await wizard.getByLabel('Memory').fill('4')
  await wizard.getByRole('button', { name: 'Next' }).click()
  const person = wizard.getByLabel('User or group')
  const developers = person.locator('option', { hasText: 'developers' })
  await expect(developers).toHaveCount(1)
  await person.selectOption((await developers.getAttribute('value')) ?? '')
  await wizard.getByRole('radio', { name: /^Can edit/ }).check()
  await wizard.getByRole('button', { name: 'Add' }).click()
  await expect(wizard.getByText('developers@vsphere.local').last()).toBeVisible()
  await wizard.getByRole('button', { name: 'Next' }).click()
  await wizard.getByRole('button', { name: 'Next' }).click()
  await wizard.getByRole('button', { name: 'Finish' }).click()

  await expect(page).toHaveURL(/\/inventory\/namespace\//)
  await expect(page.getByRole('heading', { name: NAMESPACE }).first()).toBeVisible()
  await expect(page.getByText('Running').first()).toBeVisible()
  await expect(page.getByText(/kubectl vsphere login --server=/)).toBeVisible()
  const quota = await kubectl(['get', 'resourcequota', '-o', 'yaml'], { namespace: NAMESPACE })
  expect(quota).toContain('requests.cpu: "2"')
})

test('a DevOps user applies a pod with kubectl; DRS places it, a Spherelet runs it, and the open page shows it', async ({
  page,
}) => {
  await signIn(page)
  await page.goto('/workload-management/namespaces')
  await page.getByRole('link', { name: NAMESPACE }).first().click()
  await page.getByRole('link', { name: 'Compute', exact: true }).click()
  const pods = page.getByRole('grid', { name: 'vSphere Pods' })
  await expect(pods).toBeVisible()
  await expect(pods.getByRole('row', { name: /web/ })).toHaveCount(0)

  const devops = { kubeconfig: await kubeconfigOf('devops@vsphere.local'), namespace: NAMESPACE }
  expect(await kubectl(['apply', '-f', '-'], { ...devops, input: POD })).toContain('pod/web created')
  await expect(pods.getByRole('row', { name: /web.*Running.*esx-\d+/ })).toBeVisible()
  expect(await kubectl(['get', 'pod', 'web', '-o', 'wide'], devops)).toMatch(/web\s+1\/1\s+Running.*esx-\d+\.lab\.local/)

  await pods.getByRole('link', { name: 'web', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'web' }).first()).toBeVisible()
  await page.getByRole('link', { name: 'Logs', exact: true }).click()
  await expect(page.getByText('simulated runtime: nginx:1.27 started')).toBeVisible()
  await page.getByRole('link', { name: 'YAML', exact: true }).click()
  await expect(page.getByText('kind: Pod')).toBeVisible()

  const forbidden = await tryKubectl(['get', 'nodes'], { ...devops })
  expect(forbidden.code).not.toBe(0)
  expect(forbidden.stderr).toContain('cannot list resource "nodes"')
})

test('the quota of the namespace refuses at the door, with the numbers', async () => {
  const devops = { kubeconfig: await kubeconfigOf('devops@vsphere.local'), namespace: NAMESPACE }
  const big = POD.replace('name: web', 'name: big').replace('250m', '8')
  const { code, stderr } = await tryKubectl(['apply', '-f', '-'], { ...devops, input: big })
  expect(code).not.toBe(0)
  expect(stderr).toMatch(/exceeded quota: .*requested: requests\.cpu=8, used: requests\.cpu=250m, limited: requests\.cpu=2/)
})

test('the limits are changed with three presses', async ({ page }) => {
  await signIn(page)
  const visitor = visitorOf(page)
  await (await treeNode(page, new RegExp(`^${NAMESPACE}`))).waitFor()
  visitor.begin()
  await visitor.press(await treeNode(page, new RegExp(`^${NAMESPACE}`)))
  await visitor.press(page.getByRole('button', { name: /edit limits/i }).first())
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('CPU').fill('4x')
  await expect(dialog.getByText('This is not a number.')).toBeVisible()
  await dialog.getByLabel('CPU').fill('26')
  await visitor.press(dialog.getByRole('button', { name: 'OK' }))
  expect(visitor.presses()).toBeLessThanOrEqual(3)
  await expect(dialog).toBeHidden()
  await expect
    .poll(() => kubectl(['get', 'resourcequota', '-o', 'yaml'], { namespace: NAMESPACE }))
    .toContain('requests.cpu: "10"')
})
