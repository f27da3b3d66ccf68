import { expect, test } from '@playwright/test'
import { passwordOf } from '../passwords.ts'
import { signIn, treeNode } from './visitor.ts'

test('a wrong password is refused without saying which part was wrong', async ({ page }) => {
  await page.goto('/')
  await expect(page).toHaveURL(/\/login/)
  await page.getByLabel('User name').fill('nobody@vsphere.local')
  await page.getByLabel('Password').fill('wrong')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'The user name or the password is wrong.' })).toBeVisible()
  await expect(page.getByLabel('User name')).toHaveValue('nobody@vsphere.local')
})

test('signing in leads back to where one wanted to go', async ({ page }) => {
  await page.goto('/tasks')
  await expect(page).toHaveURL(/\/login/)
  await page.getByLabel('User name').fill('operator@vsphere.local')
  await page.getByLabel('Password').fill(passwordOf('operator@vsphere.local'))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/tasks/)
})

test('an action that an operator may not use says which privilege is missing and who has it', async ({ page }) => {
  await signIn(page, 'operator@vsphere.local')
  await (await treeNode(page, /^cluster-01/)).click({ button: 'right' })
  const item = page.getByRole('menuitem', { name: /Delete Cluster…/ })
  await expect(item).toHaveAttribute('aria-disabled', 'true')
  await expect(item).toContainText('Needs Host.Inventory.DeleteCluster')
  await expect(item).toContainText('Administrator')
})

test('when no answer comes, it is not said that nothing was done', async ({ page, context }) => {
  await signIn(page, undefined, '/admin/groups')
  await page.getByRole('button', { name: 'New Group' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Group name').fill('unanswered')
  await context.setOffline(true)
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(dialog.getByRole('alert')).toContainText('it is not known whether this was done')
  await context.setOffline(false)
})

test('what a role of a namespace does not allow is greyed, with what it would need', async ({ page }) => {
  await signIn(page, 'operator@vsphere.local')
  await (await treeNode(page, /^story/)).getByRole('link').click()
  await page.getByRole('link', { name: 'Compute', exact: true }).click()
  await page.getByRole('grid', { name: 'vSphere Pods' }).getByRole('button', { name: 'Row actions' }).first().click()
  const item = page.getByRole('menuitem', { name: /Delete Pod…/ })
  await expect(item).toHaveAttribute('aria-disabled', 'true')
  await expect(item).toContainText('Needs the right to delete pods in the namespace story')
})

test('a DevOps user sees their namespaces and nothing of the hosts', async ({ page }) => {
  await signIn(page, 'devops@vsphere.local')
  await expect(page.getByRole('treeitem', { name: /^story/ })).toBeVisible()
  await expect(page.getByRole('treeitem', { name: /esx-01/ })).toHaveCount(0)
})
