import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { signIn } from './visitor.ts'

const PAGES = [
  '/',
  '/tasks',
  '/events',
  '/alarms',
  '/workload-management/namespaces',
  '/workload-management/supervisors',
  '/workload-management/storage-policies',
  '/workload-management/vm-classes',
  '/admin/users',
  '/admin/groups',
  '/admin/permissions',
  '/admin/audit',
]
/** What hangs below an object's own page; the first object of its kind stands for all. */
const TABS: Record<string, string[]> = {
  cluster: ['monitor', 'hosts', 'vms', 'namespaces', 'pods', 'datastores'],
  host: ['monitor'],
  namespace: ['monitor', 'configure', 'permissions', 'compute/pods', 'compute/deployments'],
}

/** The first link of a kind that a page shows. */
const linkOn = async (page: Page, path: string, start: string): Promise<string[]> => {
  await page.goto(path)
  const link = page.getByRole('main').locator(`a[href^="${start}"]`).first()
  await expect(link).toBeVisible()
  return [(await link.getAttribute('href')) ?? '']
}

/** Pages of objects, found by following the tree, with their tabs; and of a Supervisor and a pod, found in lists. */
const objectPages = async (page: Page): Promise<string[]> => {
  const links = await page
    .getByRole('tree', { name: 'Inventory' })
    .locator('a[href^="/inventory/"]')
    .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''))
  const first = (kind: string) => links.filter((href) => href.startsWith(`/inventory/${kind}/`)).slice(0, 1)
  const own = ['vcenter', 'datacenter', 'cluster', 'host', 'vm', 'namespace', 'datastore', 'network'].flatMap(first)
  const tabs = Object.entries(TABS).flatMap(([kind, all]) =>
    first(kind).flatMap((href) => all.map((tab) => href.replace(/\/summary$/, `/${tab}`))),
  )
  const supervisor = await linkOn(page, '/workload-management/supervisors', '/workload-management/supervisors/')
  const pods = tabs.filter((href) => href.endsWith('/pods')).slice(0, 1)
  const pod = (await Promise.all(pods.map((path) => linkOn(page, path, '/inventory/pod/')))).flat()
  const podTabs = pod.flatMap((href) => ['events', 'logs', 'yaml'].map((tab) => href.replace(/\/summary$/, `/${tab}`)))
  return [...own, ...tabs, ...supervisor, ...pod, ...podTabs]
}

const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

const findings = async (page: Page, rule?: string) => {
  const axe = new AxeBuilder({ page })
  const { violations } = await (rule ? axe.withRules([rule]) : axe.withTags(STANDARD)).analyze()
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ target }) => target.join(' '))
        .slice(0, 3)
        .join(' | ')}`,
  )
}

test('the sign-in page has no accessibility findings', async ({ page }) => {
  await page.goto('/login')
  expect(await findings(page)).toEqual([])
})

test('no page has accessibility findings, in the light theme and in the dark one', async ({ page }) => {
  test.setTimeout(480_000)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await signIn(page)
  for (const path of [...PAGES, ...(await objectPages(page))]) {
    await page.goto(path)
    await expect(page.getByRole('main')).toBeVisible()
    await page.waitForLoadState('load')
    expect.soft(await findings(page), path).toEqual([])
    // The theme follows the system at once, and changes nothing but colours.
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    expect.soft(await findings(page, 'color-contrast'), `${path}, dark`).toEqual([])
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  }
  await page.goto('/no/such/page')
  await expect(page.getByRole('main')).toBeVisible()
  expect(await findings(page)).toEqual([])
})
