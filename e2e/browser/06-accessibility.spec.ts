import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { signIn } from './visitor.ts'

const LISTS = [
  '/',
  '/tasks',
  '/events',
  '/alarms',
  '/workload-management/namespaces',
  '/workload-management/supervisors',
  '/workload-management/storage-policies',
  '/workload-management/vm-classes',
]
const ADMINISTRATION = ['/admin/users', '/admin/groups', '/admin/permissions', '/admin/audit']

/** The tabs of each kind of object that stands in the tree; the first object of its kind stands for all. */
const TABS: Record<string, string[]> = {
  vcenter: ['summary', 'datacenters', 'clusters', 'hosts', 'vms', 'datastores'],
  datacenter: ['summary', 'monitor', 'monitor/events', 'monitor/alarms'],
  cluster: ['summary', 'monitor', 'hosts', 'vms', 'namespaces', 'pods', 'datastores'],
  host: ['summary', 'monitor', 'monitor/events', 'pods', 'vms'],
  namespace: [
    'summary',
    'monitor',
    'monitor/tasks',
    'configure',
    'permissions',
    'compute/pods',
    'compute/deployments',
    'compute/replicasets',
  ],
  vm: ['summary'],
  datastore: ['summary'],
  network: ['summary'],
}
const SUPERVISOR_TABS = ['summary', 'monitor', 'namespaces', 'hosts']
const POD_TABS = ['summary', 'events', 'logs', 'yaml']

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

/** What is shown now has no findings: all rules in the light theme, and colours once more in the dark one, which changes nothing else. */
const expectAccessible = async (page: Page, what: string) => {
  expect.soft(await findings(page), what).toEqual([])
  // The theme follows the system at once.
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  expect.soft(await findings(page, 'color-contrast'), `${what}, dark`).toEqual([])
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
}

const open = async (page: Page, path: string) => {
  await page.goto(path)
  await expect(page.getByRole('main')).toBeVisible()
  await page.waitForLoadState('load')
}

const expectAllAccessible = async (page: Page, paths: string[]) => {
  expect(paths.length).toBeGreaterThan(0)
  for (const path of paths) {
    await open(page, path)
    await expectAccessible(page, path)
  }
}

const tree = (page: Page) => page.getByRole('tree', { name: 'Inventory' })

/** The first object of a kind in the tree. */
const inTree = (page: Page, kind: string): Locator => tree(page).locator(`a[href^="/inventory/${kind}/"]`).first()

const tabsOf = async (link: Locator, tabs: string[]): Promise<string[]> => {
  await expect(link).toBeVisible()
  const href = (await link.getAttribute('href')) ?? ''
  return tabs.map((tab) => href.replace(/(\/summary)?$/, `/${tab}`))
}

/** The first link of a kind that a page shows. */
const linkOn = async (page: Page, path: string, start: string): Promise<Locator> => {
  await open(page, path)
  return page.getByRole('main').locator(`a[href^="${start}"]`).first()
}

test('the sign-in page has no accessibility findings', async ({ page }) => {
  await page.goto('/login')
  expect(await findings(page)).toEqual([])
})

// Each test looks at a few pages, so that none is long.
test.describe('no accessibility findings, in the light theme and in the dark one', () => {
  test.beforeEach(async ({ page }) => {
    test.setTimeout(240_000)
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await signIn(page)
  })

  test('lists', async ({ page }) => expectAllAccessible(page, LISTS))

  test('administration', async ({ page }) => expectAllAccessible(page, ADMINISTRATION))

  for (const [kind, tabs] of Object.entries(TABS)) {
    test(`${kind} pages`, async ({ page }) => expectAllAccessible(page, await tabsOf(inTree(page, kind), tabs)))
  }

  test('Supervisor pages', async ({ page }) => {
    const link = await linkOn(page, '/workload-management/supervisors', '/workload-management/supervisors/')
    await expectAllAccessible(page, await tabsOf(link, SUPERVISOR_TABS))
  })

  test('pod pages', async ({ page }) => {
    const [pods = ''] = await tabsOf(inTree(page, 'cluster'), ['pods'])
    await expectAllAccessible(page, await tabsOf(await linkOn(page, pods, '/inventory/pod/'), POD_TABS))
  })

  test('a page that is not there', async ({ page }) => {
    await open(page, '/no/such/page')
    expect(await findings(page)).toEqual([])
    // Without the shell nothing follows the system later on: it is read when the page is.
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    await open(page, '/no/such/page')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    expect(await findings(page, 'color-contrast')).toEqual([])
  })
})

/** Looks at a menu that is open, and at the dialog that one of its entries opens. */
const expectMenuAndDialog = async (page: Page, what: string, entry: RegExp) => {
  await expect(page.getByRole('menu')).toBeVisible()
  await expectAccessible(page, `menu of a ${what}`)
  await page.getByRole('menuitem', { name: entry }).click()
  await expect(page.getByRole('dialog').or(page.getByRole('alertdialog'))).toBeVisible()
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expectAccessible(page, `dialog of a ${what}: ${entry.source}`)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog').or(page.getByRole('alertdialog'))).toHaveCount(0)
}

test.describe('no accessibility findings in what opens above a page', () => {
  test.beforeEach(async ({ page }) => {
    test.setTimeout(240_000)
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await signIn(page)
  })

  const inventory: [kind: string, entry: RegExp][] = [
    ['vcenter', /^New Datacenter…/],
    ['datacenter', /^New Network…/],
    ['cluster', /^Add Host…/],
    ['host', /^Enter Maintenance Mode…/],
    ['datastore', /^Edit…/],
    ['network', /^Delete Network…/],
    ['namespace', /^Edit Limits…/],
  ]
  for (const [kind, entry] of inventory) {
    test(`the menu of a ${kind} in the tree, and a dialog of it`, async ({ page }) => {
      await inTree(page, kind).click({ button: 'right' })
      await expectMenuAndDialog(page, kind, entry)
    })
  }

  test('the wizard for a namespace, opened from the folder of namespaces', async ({ page }) => {
    await tree(page).locator('a[href$="/namespaces"]').first().click({ button: 'right' })
    await expectMenuAndDialog(page, 'folder of namespaces', /^New Namespace…/)
  })

  const rows: [path: string, list: string, entry: RegExp][] = [
    ['/admin/users', 'Users', /^Set Password…/],
    ['/admin/groups', 'Groups', /^Members…/],
    ['/workload-management/storage-policies', 'Storage Policies', /^Edit…/],
    ['/workload-management/supervisors', 'Supervisors', /^Disable Workload Management…/],
  ]
  for (const [path, list, entry] of rows) {
    test(`the menu of a row among ${list}, and a dialog of it`, async ({ page }) => {
      await open(page, path)
      await page.getByRole('grid', { name: list }).getByRole('button', { name: 'Row actions' }).first().click()
      await expectMenuAndDialog(page, `row among ${list}`, entry)
    })
  }

  test('the menu of a pod, and the question before it is deleted', async ({ page }) => {
    const [pods = ''] = await tabsOf(inTree(page, 'cluster'), ['pods'])
    await open(page, pods)
    await page.getByRole('grid', { name: 'vSphere Pods' }).getByRole('button', { name: 'Row actions' }).first().click()
    await expectMenuAndDialog(page, 'pod', /^Delete Pod…/)
  })

  test('the menu of the account, and its API tokens', async ({ page }) => {
    await page
      .getByRole('banner')
      .getByRole('button', { name: /@vsphere\.local/ })
      .click()
    await expectMenuAndDialog(page, 'account', /^API Tokens…/)
  })

  test('what ACTIONS, EXPORT and a column filter open', async ({ page }) => {
    await open(page, '/inventory/vcenter/vcenter/hosts')
    await page.getByRole('button', { name: 'Actions', exact: true }).click()
    await expect(page.getByRole('menu')).toBeVisible()
    await expectAccessible(page, 'ACTIONS')
    await page.keyboard.press('Escape')
    const hosts = page.getByRole('region', { name: 'Hosts', exact: true })
    await hosts.getByRole('button', { name: 'Export' }).click()
    await expect(page.getByRole('menu')).toBeVisible()
    await expectAccessible(page, 'EXPORT')
    await page.keyboard.press('Escape')
    await hosts
      .getByRole('button', { name: /^Filter/ })
      .first()
      .click()
    await expectAccessible(page, 'a column filter')
  })
})
