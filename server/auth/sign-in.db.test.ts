import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAuth } from './create-auth.ts'
import { type AuthSetup, authSetup } from './testing/auth-setup.ts'
import { TEST_PASSWORD } from './testing/make-user.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let setup: AuthSetup
beforeAll(async () => {
  setup = await authSetup()
})
afterAll(() => setup.close())

describe('signing in', () => {
  test('a right password gives a session that knows the user, their groups and privileges', async () => {
    const { auth, signIn, name } = await setup.newUser({ groups: ['devs'] })
    const { token, user } = await signIn()
    const found = await auth.session(token, '10.9.9.9')
    expect(found?.user).toEqual({ ...user, from: '10.9.9.9' })
    expect(user).toMatchObject({
      name: `sso:${name}@vsphere.local`,
      groups: ['sso:devs@vsphere.local', 'system:authenticated'],
      displayName: `${name}@vsphere.local`,
      privileges: [],
    })
    expect(found?.token).toBe(token)
  })

  test.each([
    ['upper case', 'ADMINISTRATOR@VSPHERE.LOCAL'],
    ['no domain', 'Administrator'],
    ['backslash form', 'vsphere.local\\administrator'],
  ])('the user name may be given in %s', async (_, username) => {
    const { auth } = await setup.newUser()
    const user = await auth.password(username, TEST_PASSWORD, '10.2.0.1')
    expect(user).toMatchObject({ name: 'sso:Administrator@vsphere.local', privileges: ['*'] })
  })

  test('only hashes of tokens are stored', async () => {
    const { signIn } = await setup.newUser()
    const { token } = await signIn()
    const rows = JSON.stringify(await setup.store.inventory.read.session.findMany())
    expect(rows).not.toContain(token)
  })

  test('a wrong password and an unknown name are refused with the same sentence, and audited', async () => {
    const { auth, signIn, name } = await setup.newUser()
    await expect(signIn('wrong')).rejects.toMatchObject({
      reason: 'Unauthorized',
      message: 'The user name or the password is wrong.',
    })
    await expect(auth.password('nobody@vsphere.local', 'wrong', '10.2.0.2')).rejects.toMatchObject({
      message: 'The user name or the password is wrong.',
    })
    const entry = await setup.store.inventory.read.auditEntry.findFirst({ where: { who: `${name}@vsphere.local` } })
    expect(entry).toMatchObject({ action: 'session.signIn', outcome: 'refused' })
  })
})

describe('throttling', () => {
  test('after five wrong passwords the account waits, twice as long each time, and a right one is not even tried', async () => {
    const { signIn, clock, name } = await setup.newUser()
    for (let at = 0; at < 5; at++) await expect(signIn('wrong')).rejects.toMatchObject({ reason: 'Unauthorized' })
    await expect(signIn()).rejects.toMatchObject({
      reason: 'TooManyRequests',
      message: `Too many failed sign-ins for ${name}@vsphere.local. Try again in 30 seconds.`,
      details: { retryAfterSeconds: 30 },
    })
    clock.step(31_000)
    await expect(signIn('wrong')).rejects.toMatchObject({ reason: 'Unauthorized' })
    await expect(signIn('wrong')).rejects.toMatchObject({ details: { retryAfterSeconds: 60 } })
    clock.step(61_000)
    await signIn()
    await expect(signIn('wrong')).rejects.toMatchObject({ reason: 'Unauthorized' })
  })

  test('guesses made at the same time, by several processes, get no further', async () => {
    const { auth, clock, name } = await setup.newUser()
    const others = [1, 2, 3].map(() => createAuth({ ...setup, clock }))
    const guesses = Array.from({ length: 24 }, (_, at) =>
      (others[at % 3] ?? auth).password(name, `guess ${at}`, `10.3.0.${at}`).catch((error: { reason: string }) => error.reason),
    )
    const reasons = await Promise.all(guesses)
    expect(reasons.filter((reason) => reason === 'Unauthorized')).toHaveLength(5)
    expect(reasons.filter((reason) => reason === 'TooManyRequests')).toHaveLength(19)
    for (const each of others) each.stop()
  })

  test('many good sign-ins at once are not taken for guessing', async () => {
    const { signIn } = await setup.newUser()
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn()))
    expect(new Set(answers.map(({ token }) => token)).size).toBe(12)
  })

  test('an address that tries many accounts waits too', async () => {
    const { auth, clock } = await setup.newUser()
    const guess = (at: number) => auth.password(`ghost${at}`, 'wrong', '10.4.0.1')
    for (let at = 0; at < 30; at++) await expect(guess(at)).rejects.toMatchObject({ reason: 'Unauthorized' })
    await expect(guess(31)).rejects.toMatchObject({ message: 'Too many failed sign-ins from 10.4.0.1. Try again in 30 seconds.' })
    clock.step(HOUR + MINUTE)
    await expect(guess(32)).rejects.toMatchObject({ reason: 'Unauthorized' })
  }, 30_000)
})

describe('sessions', () => {
  test('end after two hours without use', async () => {
    const { auth, signIn, clock } = await setup.newUser()
    const { token } = await signIn()
    clock.step(2 * HOUR)
    expect(await auth.session(token, 'x', { rotate: false })).toBeUndefined()
  })

  test('end after twelve hours, however much they are used', async () => {
    const { auth, signIn, clock } = await setup.newUser()
    let { token } = await signIn()
    for (let hour = 1; hour < 12; hour++) {
      clock.step(HOUR)
      const found = await auth.session(token, 'x')
      expect(found).toBeDefined()
      token = found?.token ?? ''
    }
    clock.step(HOUR)
    expect(await auth.session(token, 'x')).toBeUndefined()
  })

  test('rotate after 15 minutes; of requests at once exactly one gets the new token and all are served', async () => {
    const { auth, signIn, clock } = await setup.newUser()
    const { token } = await signIn()
    clock.step(15 * MINUTE)
    const answers = await Promise.all(Array.from({ length: 8 }, () => auth.session(token, 'x')))
    const tokens = answers.map((answer) => answer?.token)
    expect(tokens).not.toContain(undefined)
    const rotated = tokens.filter((each) => each !== token)
    expect(rotated).toHaveLength(1)

    clock.step(59_000)
    expect(await auth.session(token, 'x')).toBeDefined()
    clock.step(1_000)
    expect(await auth.session(token, 'x')).toBeUndefined()
    expect(await auth.session(rotated[0] ?? '', 'x')).toBeDefined()
  })

  test('keep their token for callers that cannot hand over a new one', async () => {
    const { auth, signIn, clock } = await setup.newUser()
    const { token } = await signIn()
    clock.step(30 * MINUTE)
    expect((await auth.session(token, 'x', { rotate: false }))?.token).toBe(token)
    clock.step(5 * MINUTE)
    expect(await auth.session(token, 'x', { rotate: false })).toBeDefined()
  })

  test('are over when signed out, also by the token before the last rotation', async () => {
    const { auth, signIn, clock } = await setup.newUser()
    const { token } = await signIn()
    clock.step(15 * MINUTE)
    const rotated = await auth.session(token, 'x')
    await auth.signOut(token)
    expect(await auth.session(rotated?.token ?? '', 'x')).toBeUndefined()
  })

  test('are over when an administrator ends them or disables the user', async () => {
    const { auth, signIn, user, directory } = await setup.newUser()
    const first = await signIn()
    const second = await signIn()
    const live = await auth.session(first.token, 'x')
    await directory.as(setup.admin).endSession(live?.id ?? '')
    expect(await auth.session(first.token, 'x')).toBeUndefined()
    await directory.as(setup.admin).updateUser(user.uid ?? '', { disabled: true })
    expect(await auth.session(second.token, 'x')).toBeUndefined()
    await expect(signIn()).rejects.toMatchObject({ reason: 'Unauthorized' })
  })
})
