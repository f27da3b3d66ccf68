import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import { kubectl } from '../kubectl/kubectl.ts'
import { signIn, treeNode } from './visitor.ts'

const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const dialog = (page: Page) => page.getByRole('dialog')

/** Opens the Configure tab of the story's namespace, and a dialog from the foot of one of its cards. */
const edit = async (page: Page, title: string) => {
  await card(page, title).getByRole('button', { name: /^Edit/ }).click()
  await expect(dialog(page)).toBeVisible()
}

test.describe('what a namespace is made of', () => {
  test.beforeEach(async ({ page }) => {
    await signIn(page)
    await (await treeNode(page, /^story/)).getByRole('link').click()
    await page.getByRole('link', { name: 'Configure', exact: true }).click()
    await expect(card(page, 'Container Defaults')).toBeVisible()
  })

  test('container defaults: nonsense is refused in words, what is right reaches Kubernetes', async ({ page }) => {
    await edit(page, 'Container Defaults')
    await dialog(page).getByLabel('CPU request').fill('500')
    await dialog(page).getByLabel('CPU limit').fill('200')
    await dialog(page).getByRole('button', { name: 'OK' }).click()
    await expect(dialog(page).getByRole('alert')).toContainText('must not be above the default limit of 200 MHz')
    await dialog(page).getByLabel('CPU limit').fill('800')
    await dialog(page).getByLabel('Memory limit').fill('256')
    await dialog(page).getByLabel('Memory limit').press('Enter')
    await expect(dialog(page)).toHaveCount(0)
    await expect(card(page, 'Container Defaults')).toContainText('500 MHz')
    await expect(card(page, 'Container Defaults')).toContainText('256 MiB')
    await expect
      .poll(() =>
        kubectl(['get', 'limitranges', '-o', 'jsonpath={.items[*].spec.limits[*].default.memory}'], { namespace: 'story' }),
      )
      .toContain('256Mi')
  })

  test('storage policies with their limits', async ({ page }) => {
    const rows = card(page, 'Storage Policies')
    await edit(page, 'Storage Policies')
    const first = dialog(page).getByRole('checkbox').first()
    await expect(first).toBeVisible()
    await first.check()
    await dialog(page).getByRole('textbox').first().fill('20')
    await dialog(page).getByRole('button', { name: 'OK' }).click()
    await expect(dialog(page)).toHaveCount(0)
    await expect(rows).toContainText('20 GiB')
    await expect(rows).toContainText('StorageClass')
  })

  test('VM classes are associated and taken away', async ({ page }) => {
    const rows = card(page, 'VM Classes')
    await edit(page, 'VM Classes')
    const wanted = dialog(page).getByRole('checkbox', { name: 'best-effort-small', exact: true })
    await wanted.check()
    await dialog(page).getByRole('button', { name: 'OK' }).click()
    await expect(rows).toContainText('best-effort-small')
    await expect(rows).toContainText('nothing reserved')
    await edit(page, 'VM Classes')
    await wanted.uncheck()
    await dialog(page).getByRole('button', { name: 'OK' }).click()
    await expect(rows).not.toContainText('best-effort-small')
  })
})

test('a refused field of a dialog says so where it is, and nothing else does', async ({ page }) => {
  await signIn(page)
  await (await treeNode(page, /^dc-lab/)).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'New Network…' }).click()
  await dialog(page).getByLabel('Name').fill('too-small')
  const ingress = dialog(page).getByLabel('Ingress: range')
  await ingress.fill('192.168.77.0/31')
  await dialog(page).getByRole('button', { name: 'OK' }).click()
  await expect(ingress).toHaveAttribute('aria-invalid', 'true')
  await expect(ingress).toBeFocused()
  await expect(dialog(page).getByRole('alert')).toHaveText('192.168.77.0/31 is too small; use /30 or larger')
  await dialog(page).getByRole('button', { name: 'Cancel' }).click()
})

test('a number of Home opens the list it counts, which says what it is narrowed to', async ({ page }) => {
  await signIn(page)
  await card(page, 'Issues').locator('dl > div', { hasText: 'Tasks failed in 24 hours' }).getByRole('link').click()
  await expect(page).toHaveURL(/\/tasks\?f=state%3AERROR&f=completedAt%3A24h|\/tasks\?f=state:ERROR&f=completedAt:24h/)
  const filters = page.getByRole('list', { name: 'Filters' })
  await expect(filters).toContainText('Status: Failed')
  await expect(filters).toContainText('Completion Time: Last 24 hours')
  await filters.getByRole('button', { name: 'Clear all' }).click()
  await expect(page).toHaveURL(/\/tasks$/)
  await expect(
    page
      .getByRole('main')
      .getByRole('row', { name: /Create namespace/ })
      .first(),
  ).toBeVisible()
})

test('the audit log tells who changed what, with before and after', async ({ page }) => {
  await page.goto('/login')
  await page.getByLabel('User name').fill('devops@vsphere.local')
  await page.getByLabel('Password').fill('wrong')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'password is wrong' })).toBeVisible()
  await signIn(page, undefined, '/admin/audit?q=namespace.update')
  const row = page.getByRole('row', { name: /namespace\.update/ }).first()
  await expect(row).toContainText('Administrator@vsphere.local')
  await row.getByRole('button', { name: 'namespace.update' }).click()
  await expect(dialog(page).getByRole('region', { name: 'Before' })).toContainText('story')
  await expect(dialog(page).getByRole('region', { name: 'After' })).toContainText('vmClassIds')
  await dialog(page).getByRole('button', { name: 'Close' }).last().click()
  await page.goto('/admin/audit?f=outcome:refused')
  await expect(page.getByRole('row', { name: /Refused/ }).first()).toBeVisible()
  await expect(page.getByRole('row', { name: /Done/ })).toHaveCount(0)
})

test('the audit log tells where a sign-in came from, and not where its headers say', async ({ browser, page }) => {
  const forged = '198.51.100.77'
  const guest = await browser.newPage({ extraHTTPHeaders: { 'x-forwarded-for': forged, 'x-real-ip': forged } })
  await guest.goto('/login')
  await guest.getByLabel('User name').fill('forger@vsphere.local')
  await guest.getByLabel('Password').fill('wrong')
  await guest.getByRole('button', { name: 'Sign in' }).click()
  await expect(guest.getByRole('alert').filter({ hasText: 'password is wrong' })).toBeVisible()
  await guest.close()
  await signIn(page, undefined, '/admin/audit?q=forger')
  const row = page.getByRole('row', { name: /forger@vsphere\.local/ })
  await expect(row).toHaveCount(1)
  await expect(row.getByRole('gridcell').last()).toHaveText(/^(127\.0\.0\.1|::1)$/)
})

test('the audit log is not for everybody', async ({ page }) => {
  await signIn(page, 'devops@vsphere.local', '/admin/audit')
  await expect(page.getByText('Needs Global.Diagnostics')).toBeVisible()
})

const openOwn = async (page: Page, entry: string) => {
  await page
    .getByRole('banner')
    .getByRole('button', { name: /@vsphere\.local/ })
    .click()
  await page.getByRole('menuitem', { name: entry }).click()
}

test('an API token is shown once, works with kubectl, and no longer after it was revoked', async ({ page }) => {
  await signIn(page)
  await openOwn(page, 'API Tokens…')
  await dialog(page).getByRole('button', { name: 'New Token' }).click()
  await dialog(page).getByLabel('Name').fill('ci-runner')
  await dialog(page).getByRole('button', { name: 'Create token' }).click()
  const shown = dialog(page).getByText(/^hmt_/)
  const token = (await shown.textContent()) ?? ''
  await dialog(page).getByRole('button', { name: 'Close' }).last().click()
  await expect(dialog(page).getByRole('row', { name: /ci-runner/ })).toBeVisible()
  await expect(shown).toHaveCount(0)

  const asProgram = () => kubectl(['--token', token, 'get', 'namespaces'])
  expect(await asProgram()).toContain('story')
  await dialog(page).getByRole('button', { name: 'Revoke ci-runner' }).click()
  await dialog(page).getByRole('button', { name: 'Revoke', exact: true }).click()
  await expect(dialog(page).getByRole('button', { name: 'New Token' })).toBeVisible()
  await expect(dialog(page).getByRole('row', { name: /ci-runner/ })).toHaveCount(0)
  await expect.poll(() => asProgram().catch((error: unknown) => String(error))).toMatch(/Unauthorized|logged in/i)
})

test('a password is changed by who has it, and the session goes on', async ({ page, browser }) => {
  await signIn(page, undefined, '/admin/users')
  await page.getByRole('button', { name: 'New User' }).click()
  await dialog(page).getByLabel('User name').fill('pat')
  await dialog(page).getByLabel('Full name').fill('Pat')
  await dialog(page).getByLabel('Password', { exact: true }).fill('First-password-1')
  await dialog(page).getByRole('button', { name: 'OK' }).click()
  await expect(page.getByRole('row', { name: /pat@vsphere.local/ })).toBeVisible()

  const own = await (await browser.newContext()).newPage()
  const signInWith = async (password: string) => {
    await own.goto('/login')
    await own.getByLabel('User name').fill('pat@vsphere.local')
    await own.getByLabel('Password').fill(password)
    await own.getByRole('button', { name: 'Sign in' }).click()
  }
  await signInWith('First-password-1')
  await openOwn(own, 'Change Password…')
  const fill = async (current: string, next: string, again = next) => {
    await dialog(own).getByLabel('Current password').fill(current)
    await dialog(own).getByLabel('New password', { exact: true }).fill(next)
    await dialog(own).getByLabel('New password again').fill(again)
    await dialog(own).getByRole('button', { name: 'OK' }).click()
  }
  await fill('First-password-1', 'Second-password-2', 'Second-pasword-2')
  await expect(dialog(own).getByRole('alert').first()).toContainText('not typed the same twice')
  await fill('wrong', 'Second-password-2')
  await expect(dialog(own).getByText('The current password is wrong.')).toBeVisible()
  await fill('First-password-1', 'Second-password-2')
  await expect(dialog(own)).toHaveCount(0)
  await own.reload()
  await expect(own.getByRole('banner').getByRole('button', { name: /pat@/ })).toBeVisible()
  await own.context().clearCookies()
  await signInWith('Second-password-2')
  await expect(own.getByRole('tree', { name: 'Inventory' })).toBeVisible()
  await own.context().close()
})

test('EXPORT saves every row of a list, or the selected ones', async ({ page }) => {
  await signIn(page, undefined, '/workload-management/vm-classes')
  const list = page.getByRole('region', { name: 'VM Classes', exact: true })
  const save = async (entry: RegExp) => {
    await list.getByRole('button', { name: 'Export' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: entry }).click()
    return (await readFile(await (await download).path(), 'utf8')).trimEnd().split('\r\n')
  }
  const total = Number(/of (\d+) items/.exec((await list.getByText(/of \d+ items/).textContent()) ?? '')?.[1])
  expect(total).toBeGreaterThan(2)
  expect(await save(/^All rows/)).toHaveLength(1 + total)
  await list
    .getByRole('row', { name: /best-effort-small/ })
    .getByRole('checkbox')
    .check()
  const [header, row, ...more] = await save(/^Selected rows \(1\)/)
  expect(header).toMatch(/^Name,/)
  expect(row).toMatch(/^best-effort-small,/)
  expect(more).toEqual([])
})
