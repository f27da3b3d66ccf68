import { StatusError } from '#domain/errors.ts'
import type { AccountName } from './account-name.ts'
import { accountText, parseAccountName } from './account-name.ts'
import type { AuthStore } from './auth-store.ts'
import { verifyPassword } from './passwords.ts'
import type { Principal, Principals } from './principals.ts'
import type { Throttle } from './throttle.ts'

/** One sentence for a wrong name, a wrong password and a disabled account, so that none of them can be told apart. */
const WRONG = 'The user name or the password is wrong.'

/** Checks a name and a password. Unauthorized when they are wrong, TooManyRequests when there were too many wrong ones. */
export type CheckPassword = (username: string, password: string, address: string) => Promise<Principal>

/** The one place that compares passwords: throttled, in constant time for unknown accounts, every refusal in the audit log. */
export const createCheckPassword =
  ({
    store,
    principals,
    throttle,
    domain,
  }: {
    store: AuthStore
    principals: Principals
    throttle: Throttle
    domain: string
  }): CheckPassword =>
  async (username, password, address) => {
    const account = parseAccountName(username, domain)
    if (account.name === '' || password === '') throw new StatusError('Unauthorized', 'Enter a user name and a password.')
    return throttle.attempt(accountText(account), address, async () => {
      const principal = await principals.byName(account)
      const right = await verifyPassword(principal?.passwordHash, password)
      if (right && principal && !principal.disabled) return principal
      await refused(store, account, address, right)
      throw new StatusError('Unauthorized', WRONG)
    })
  }

const refused = (store: AuthStore, account: AccountName, from: string, disabled: boolean) =>
  store.inventory.write(({ audit }) =>
    audit({
      who: accountText(account),
      from,
      action: 'session.signIn',
      target: accountText(account),
      outcome: 'refused',
      message: disabled ? 'The account is disabled' : 'Wrong user name or password',
    }),
  )
