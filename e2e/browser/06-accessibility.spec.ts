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
]

/** Pages of objects, found by following the tree. */
const objectPages = async (page: Page): Promise<string[]> => {
  const links = await page
    .getByRole('tree', { name: 'Inventory' })
    .locator('a[href^="/inventory/"]')
    .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''))
  const first = (kind: string) => links.filter((href) => href.startsWith(`/inventory/${kind}/`)).slice(0, 1)
  return ['vcenter', 'datacenter', 'cluster', 'host', 'namespace', 'datastore', 'network'].flatMap(first)
}

const findings = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
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

for (const theme of ['light', 'dark'] as const) {
  test(`no page has accessibility findings in the ${theme} theme`, async ({ page }) => {
    test.setTimeout(240_000)
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await signIn(page)
    for (const path of [...PAGES, ...(await objectPages(page))]) {
      await page.goto(path)
      await expect(page.getByRole('main')).toBeVisible()
      await page.waitForLoadState('load')
      expect.soft(await findings(page), path).toEqual([])
    }
  })
}
