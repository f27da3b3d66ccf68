import path from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { signIn, treeNode } from '../browser/visitor.ts'
import { kubectl } from '../kubectl/kubectl.ts'

const folder = process.env.SCREENSHOTS ?? 'docs/screenshots'

const take = async (page: Page, name: string) => {
  // The pointer would leave a tooltip or a tint behind.
  await page.mouse.move(0, 0)
  await page.screenshot({ path: path.join(folder, `${name}.png`) })
}

const openNamespace = async (page: Page) => (await treeNode(page, /^shop/)).getByRole('link').click()

test('the pictures of the README', async ({ page }) => {
  test.setTimeout(300_000)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await signIn(page)
  await expect.poll(() => kubectl(['get', 'nodes']).catch(() => ''), { timeout: 90_000 }).toMatch(/(Ready[\s\S]*){8}/)
  await kubectl(['create', 'namespace', 'shop'])
  for (const [name, replicas] of [
    ['web', 4],
    ['cart', 2],
    ['search', 3],
  ] as const) {
    await kubectl(['create', 'deployment', name, `--image=registry.example/${name}:1.4`, `--replicas=${replicas}`], {
      namespace: 'shop',
    })
    await kubectl(['set', 'resources', `deployment/${name}`, '--requests=cpu=250m,memory=256Mi'], { namespace: 'shop' })
    await kubectl(['rollout', 'status', `deployment/${name}`, '--timeout=60s'], { namespace: 'shop' })
  }
  await kubectl(['run', 'huge', '--image=registry.example/huge:1', '--overrides', HUGE], { namespace: 'shop' })

  await (await treeNode(page, /^cluster-01/)).getByRole('link').click()
  await expect(page.getByRole('heading', { name: 'cluster-01' }).first()).toBeVisible()
  // Live usage comes with the hosts' heartbeats.
  await expect(page.getByText('Used 0 MHz')).toHaveCount(0, { timeout: 60_000 })
  await take(page, 'cluster')
  await page.goto('/workload-management/supervisors')
  await page.getByRole('link', { name: 'supervisor-01' }).first().click()
  await expect(page.getByText('Kubernetes API is up')).toBeVisible()
  await take(page, 'supervisor')
  await openNamespace(page)
  await page.getByRole('link', { name: 'Compute', exact: true }).click()
  await expect(page.getByRole('row', { name: /huge/ })).toBeVisible()
  await take(page, 'pods')
  await page.getByRole('link', { name: 'huge', exact: true }).first().click()
  await expect(page.getByText('What would help')).toBeVisible()
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await take(page, 'why-dark')
})

const HUGE = JSON.stringify({
  spec: {
    containers: [{ name: 'huge', image: 'registry.example/huge:1', resources: { requests: { cpu: '64', memory: '32Gi' } } }],
  },
})
