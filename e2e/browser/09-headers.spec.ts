import { expect, type Page, test } from '@playwright/test'
import { kubectl } from '../kubectl/kubectl.ts'
import { signIn, treeNode } from './visitor.ts'

/** What the browser kept from happening because of the page's policy. */
const violationsOf = async (page: Page): Promise<string[]> => {
  const found: string[] = []
  await page.exposeFunction('tellViolation', (text: string) => found.push(text))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
      (window as unknown as { tellViolation(text: string): void }).tellViolation(
        `${violatedDirective} ${blockedURI} ${sourceFile}`,
      ),
    )
  })
  return found
}

test('every answer says how it may be used, and each page has a nonce of its own', async ({ page, request }) => {
  const policyOf = async () => {
    const headers = (await page.goto('/login'))?.headers() ?? {}
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
    })
    return headers['content-security-policy'] ?? ''
  }
  const first = await policyOf()
  expect(first).toContain("frame-ancestors 'none'")
  const nonce = /'nonce-([^']+)'/.exec(first)?.[1]
  expect(nonce).toBeTruthy()
  expect(await policyOf()).not.toContain(`'nonce-${nonce}'`)
  for (const path of ['/api/query', '/api/live']) {
    const headers = (await request.get(path)).headers()
    expect(headers, path).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    })
  }
})

test('a script that is not ours does not run', async ({ page }) => {
  const found = await violationsOf(page)
  await page.goto('/login')
  await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'document.title = "taken over"'
    document.body.append(Object.assign(document.createElement('div'), { innerHTML: '<img src="x" onerror="document.title=1">' }))
    document.body.append(script)
  })
  await expect.poll(() => found.join('\n')).toContain('script-src')
  await expect(page).toHaveTitle(/Hemisphere/)
})

test('nothing that the client does is kept from happening by its own policy', async ({ page }) => {
  const found = await violationsOf(page)
  await signIn(page)
  await (await treeNode(page, /^story/)).getByRole('link').click()
  await page.getByRole('link', { name: 'Compute', exact: true }).click()
  const pods = page.getByRole('grid', { name: 'vSphere Pods' })
  await expect(pods.locator('a[href^="/inventory/pod/"]').first()).toBeVisible()
  // The stream of changes: what happens elsewhere is seen without reading the page again.
  await kubectl(['run', 'seen-live', '--image=registry.example/web:1'], { namespace: 'story' })
  await expect(pods.getByRole('row', { name: /seen-live.*Running/ })).toBeVisible()
  await pods.getByRole('link', { name: 'seen-live' }).click()
  await page.getByRole('link', { name: 'Logs', exact: true }).click()
  await expect(page.getByRole('main').getByRole('log')).toContainText(/\S/)
  await kubectl(['delete', 'pod', 'seen-live', '--wait=false'], { namespace: 'story' })
  // A file is saved from a blob.
  await page.goto('/inventory/vcenter/vcenter/hosts')
  await page.getByRole('region', { name: 'Hosts', exact: true }).getByRole('button', { name: 'Export' }).click()
  const saved = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: /^All rows/ }).click()
  expect((await saved).suggestedFilename()).toBe('hosts.csv')
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  expect(found).toEqual([])
})
