import { expect, type Locator, type Page } from '@playwright/test'
import { passwordOf } from '../passwords.ts'

/** Presses that a person makes, counted against a click budget; typing is free. */
export interface Visitor {
  page: Page
  presses(): number
  /** Starts counting anew, where a task begins. */
  begin(): void
  press(target: Locator): Promise<void>
  contextPress(target: Locator): Promise<void>
}

/** Counts the presses on a page. */
export const visitorOf = (page: Page): Visitor => {
  let count = 0
  return {
    page,
    presses: () => count,
    begin: () => {
      count = 0
    },
    press: async (target) => {
      count += 1
      await target.click()
    },
    contextPress: async (target) => {
      count += 1
      await target.click({ button: 'right' })
    },
  }
}

/** Signs in through the page, as `account` of the SSO domain, and waits for the inventory. */
export const signIn = async (page: Page, account = 'Administrator@vsphere.local', to = '/'): Promise<void> => {
  await page.goto(`/login?to=${encodeURIComponent(to)}`)
  await page.getByLabel('User name').fill(account)
  await page.getByLabel('Password').fill(passwordOf(account))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('tree', { name: 'Inventory' })).toBeVisible()
}

/** A node of the inventory tree by its name; opens what is above it first. */
export const treeNode = async (page: Page, name: string | RegExp): Promise<Locator> => {
  const node = page.getByRole('treeitem', { name })
  await expect(node.first()).toBeVisible()
  return node.first()
}
