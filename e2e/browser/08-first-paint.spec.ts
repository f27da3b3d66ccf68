import { expect, type Page, test } from '@playwright/test'
import { signIn } from './visitor.ts'

/** The chosen tab of each kind of object, with something that only its answer can say. `of` are the ids found in the tree and in lists. */
const TABS: [path: (of: Ids) => string, row: RegExp][] = [
  [() => '/inventory/vcenter/vcenter/hosts', /esx-01/],
  [() => '/inventory/vcenter/vcenter/clusters', /cluster-01/],
  [() => '/inventory/vcenter/vcenter/vms', /Supervisor/i],
  [({ datacenter }) => `/inventory/datacenter/${datacenter}/monitor`, /Completed/],
  [({ cluster }) => `/inventory/cluster/${cluster}/monitor/events`, /cluster-01|Supervisor|Workload/],
  [({ cluster }) => `/inventory/cluster/${cluster}/hosts?q=esx-02`, /esx-02/],
  [({ cluster }) => `/inventory/cluster/${cluster}/namespaces`, /story/],
  [({ cluster }) => `/inventory/cluster/${cluster}/pods`, /story/],
  [({ host }) => `/inventory/host/${host}/monitor/events`, /esx-/],
  [({ namespace }) => `/inventory/namespace/${namespace}/compute`, /\d\/\d/],
  [({ namespace }) => `/inventory/namespace/${namespace}/monitor`, /Pod/],
  [({ supervisor }) => `/workload-management/supervisors/${supervisor}/hosts`, /esx-01/],
  [() => '/workload-management/namespaces?q=story', /story/],
]

type Ids = Record<'datacenter' | 'cluster' | 'host' | 'namespace' | 'supervisor', string>

const readIds = async (page: Page): Promise<Ids> => {
  const idIn = async (path: string, start: string) => {
    await page.goto(path)
    const link = page.locator(`a[href^="${start}"]`).first()
    await expect(link).toBeVisible()
    return ((await link.getAttribute('href')) ?? '').slice(start.length).split('/')[0] ?? ''
  }
  return {
    datacenter: await idIn('/', '/inventory/datacenter/'),
    cluster: await idIn('/', '/inventory/cluster/'),
    host: await idIn('/', '/inventory/host/'),
    namespace: await idIn('/workload-management/namespaces?q=story', '/inventory/namespace/'),
    supervisor: await idIn('/workload-management/supervisors', '/workload-management/supervisors/'),
  }
}

test('the chosen tab comes with its rows, before any script runs', async ({ page, browser }) => {
  await signIn(page)
  const ids = await readIds(page)
  const still = await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState() })
  const paper = await still.newPage()
  for (const [path, row] of TABS) {
    await paper.goto(path(ids))
    const main = paper.getByRole('main')
    await expect.soft(main.getByRole('row', { name: row }).first(), path(ids)).toBeAttached()
    await expect.soft(main.getByText('0 items', { exact: true }), path(ids)).toHaveCount(0)
  }
  await still.close()
})

test('a tab that an object does not have is not found, with the shell around it', async ({ page }) => {
  await signIn(page)
  const { host, namespace } = await readIds(page)
  for (const path of [`/inventory/host/${host}/nope`, `/inventory/namespace/${namespace}/compute/nope`]) {
    const response = await page.goto(path)
    expect.soft(response?.status(), path).toBe(404)
    await expect(page.getByRole('main')).toContainText('There is no such page')
    await expect(page.getByRole('tree', { name: 'Inventory' })).toBeVisible()
  }
})
