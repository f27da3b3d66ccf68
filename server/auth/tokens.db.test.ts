import path from 'node:path'
import { decodeJwt, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAuth } from './create-auth.ts'
import { openKeys } from './keys.ts'
import { type AuthSetup, authSetup } from './testing/auth-setup.ts'
import { makeCertificate } from './testing/make-certificate.ts'
import { TEST_PASSWORD } from './testing/make-user.ts'
import { steppedClock } from './testing/stepped-clock.ts'

const HOUR = 3_600_000

let setup: AuthSetup
beforeAll(async () => {
  setup = await authSetup()
})
afterAll(() => setup.close())

describe('Kubernetes tokens', () => {
  test('carry exactly the claims of the login protocol', async () => {
    const { auth, user, name } = await setup.newUser({ groups: ['devs'] })
    const claims = decodeJwt(await auth.issueKubernetesToken(user))
    expect(claims).toEqual({
      iss: 'https://hemisphere/openidconnect/vsphere.local',
      sub: `${name}@vsphere.local`,
      aud: 'vmware-tes:vc:vns:k8s',
      domain: 'vsphere.local',
      username: name,
      group_names: ['devs@vsphere.local'],
      iat: Date.parse('2026-01-01T00:00:00Z') / 1000,
      exp: Date.parse('2026-01-01T10:00:00Z') / 1000,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  })

  test('are good for ten hours', async () => {
    const { auth, user, clock, name } = await setup.newUser()
    const token = await auth.issueKubernetesToken(user)
    clock.step(10 * HOUR - 1000)
    expect(await auth.bearer(token, '10.0.0.1')).toMatchObject({ name: `sso:${name}@vsphere.local`, from: '10.0.0.1' })
    clock.step(1000)
    expect(await auth.bearer(token, 'x')).toBeUndefined()
  })

  test('follow the user: what a group gives comes at once, a disabled user is refused', async () => {
    const { auth, user, directory } = await setup.newUser()
    const token = await auth.issueKubernetesToken(user)
    expect((await auth.bearer(token, 'x'))?.groups).toEqual(['system:authenticated'])
    const group = await directory.as(setup.admin).createGroup({ name: `late-${user.displayName.split('@')[0]}` })
    await directory.as(setup.admin).addMember(group.id, user.uid ?? '')
    expect((await auth.bearer(token, 'x'))?.groups).toEqual([`sso:${group.name}@vsphere.local`, 'system:authenticated'])
    await directory.as(setup.admin).updateUser(user.uid ?? '', { disabled: true })
    expect(await auth.bearer(token, 'x')).toBeUndefined()
    await expect(auth.issueKubernetesToken(user)).rejects.toMatchObject({ reason: 'Forbidden' })
  })

  test('end with a new password, whoever set it, and with a disabled account, also once it is enabled again', async () => {
    const { auth, user, directory, clock } = await setup.newUser()
    const [id, administration] = [user.uid ?? '', directory.as(setup.admin)]
    const endings: [what: string, end: () => Promise<unknown>][] = [
      ['a reset', () => administration.setPassword(id, TEST_PASSWORD)],
      ['a change', () => directory.as(user).changeOwnPassword(TEST_PASSWORD, TEST_PASSWORD)],
      [
        'disabling',
        async () => {
          await administration.updateUser(id, { disabled: true })
          await administration.updateUser(id, { disabled: false })
        },
      ],
    ]
    for (const [what, end] of endings) {
      // Within one second: a token knows no smaller times.
      clock.step(10_250)
      const before = await auth.issueKubernetesToken(user)
      expect(await auth.bearer(before, 'x'), what).toBeDefined()
      clock.step(250)
      await end()
      expect(await auth.bearer(before, 'x'), what).toBeUndefined()
      expect(await auth.bearer(await auth.issueKubernetesToken(user), 'x'), what).toBeDefined()
    }
  })

  test('do not pass to a later user of the same name', async () => {
    const { auth, user, name, directory, clock } = await setup.newUser()
    const token = await auth.issueKubernetesToken(user)
    clock.step(HOUR)
    await directory.as(setup.admin).deleteUser(user.uid ?? '')
    await directory.as(setup.admin).createUser({ name, password: TEST_PASSWORD })
    expect(await auth.bearer(token, 'x')).toBeUndefined()
  })

  const now = Date.parse('2026-01-01T00:00:00Z') / 1000
  const claims = {
    iss: 'https://hemisphere/openidconnect/vsphere.local',
    aud: 'vmware-tes:vc:vns:k8s',
    iat: now,
    exp: now + 36_000,
  }
  test.each([
    ['of another issuer', { ...claims, iss: 'https://elsewhere/openidconnect/vsphere.local' }],
    ['for another audience', { ...claims, aud: 'vmware-tes:vc:vns:k8s:some-cluster' }],
    ['without an end', { ...claims, exp: undefined }],
    ['that has expired', { ...claims, exp: now - 1 }],
  ])('a token %s is refused', async (_, wrong) => {
    const { auth } = await setup.newUser()
    const token = await new SignJWT({
      ...wrong,
      sub: 'Administrator@vsphere.local',
      username: 'Administrator',
      domain: 'vsphere.local',
    })
      .setProtectedHeader({ alg: 'RS256' })
      .sign(setup.keys.tokens.privateKey)
    expect(await auth.bearer(token, 'x')).toBeUndefined()
  })

  test('a token signed by another installation, or by nobody, is refused', async () => {
    const { auth, user } = await setup.newUser()
    const other = createAuth({
      store: setup.store,
      keys: await openKeys(path.join(setup.folder, 'other')),
      clock: steppedClock(),
    })
    expect(await auth.bearer(await other.issueKubernetesToken(user), 'x')).toBeUndefined()
    expect(await auth.bearer('not.a.token', 'x')).toBeUndefined()
    const [, body] = (await auth.issueKubernetesToken(user)).split('.')
    const header = Buffer.from('{"alg":"none"}').toString('base64url')
    expect(await auth.bearer(`${header}.${body}.`, 'x')).toBeUndefined()
    other.stop()
  })
})

describe('API tokens', () => {
  test('are good until they end, are revoked, or the user is disabled', async () => {
    const { auth, user, directory, clock, name } = await setup.newUser()
    const mine = directory.as(user)
    const brief = await mine.createToken({ name: 'ci', days: 1 })
    const lasting = await mine.createToken({ name: 'robot' })
    expect(brief.token).toMatch(/^hmt_/)
    expect(await auth.bearer(brief.token, 'x')).toMatchObject({ displayName: `${name}@vsphere.local` })
    clock.step(24 * HOUR)
    expect(await auth.bearer(brief.token, 'x')).toBeUndefined()
    expect(await auth.bearer(lasting.token, 'x')).toBeDefined()
    await mine.revokeToken(lasting.id)
    expect(await auth.bearer(lasting.token, 'x')).toBeUndefined()
    const third = await mine.createToken({ name: 'third' })
    await directory.as(setup.admin).updateUser(user.uid ?? '', { disabled: true })
    expect(await auth.bearer(third.token, 'x')).toBeUndefined()
  })

  test("end with a reset of the password and with a disabled account; a change of one's own leaves them", async () => {
    const { auth, user, directory } = await setup.newUser()
    const [id, administration] = [user.uid ?? '', directory.as(setup.admin)]
    const { token } = await directory.as(user).createToken({ name: 'robot' })
    await directory.as(user).changeOwnPassword(TEST_PASSWORD, TEST_PASSWORD)
    expect(await auth.bearer(token, 'x')).toBeDefined()
    await administration.setPassword(id, TEST_PASSWORD)
    expect(await auth.bearer(token, 'x')).toBeUndefined()
    const second = await directory.as(user).createToken({ name: 'second' })
    await administration.updateUser(id, { disabled: true })
    await administration.updateUser(id, { disabled: false })
    expect(await auth.bearer(second.token, 'x')).toBeUndefined()
    expect(await directory.as(user).ownTokens()).toEqual([])
  })

  test('of somebody else are out of reach', async () => {
    const { user, directory } = await setup.newUser()
    const { id } = await directory.as(user).createToken({ name: 'mine' })
    await expect(directory.as(setup.admin).revokeToken(id)).rejects.toMatchObject({ reason: 'NotFound' })
  })
})

test('a client certificate names the user by CN and the groups by O', async () => {
  const { auth } = await setup.newUser()
  const shown = makeCertificate({ commonName: 'system:node:esx-01', organizations: ['system:nodes'] })
  expect(await auth.certificate(shown, '10.0.0.2')).toEqual({
    name: 'system:node:esx-01',
    groups: ['system:nodes', 'system:authenticated'],
    displayName: 'esx-01',
    privileges: [],
    from: '10.0.0.2',
  })
})

test('a client certificate is nothing once it has expired, also on a connection that was opened before', async () => {
  const { auth, clock } = await setup.newUser()
  const shown = makeCertificate({ expiresAt: new Date(clock.now().getTime() + 1000) })
  expect((await auth.certificate(shown, '10.0.0.2')).name).toBe('alice')
  clock.step(1000)
  await expect(auth.certificate(shown, '10.0.0.2')).rejects.toMatchObject({
    reason: 'Unauthorized',
    message: expect.stringContaining('has expired and can no longer be renewed. Create a join token'),
  })
})
