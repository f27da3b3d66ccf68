import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { User } from '#domain/user.ts'
import { openStore, type Store } from '#server/store/open-store.ts'
import { testDatabase } from '#server/store/testing/database.ts'
import { makeUser } from '../testing/make-user.ts'
import { steppedClock } from '../testing/stepped-clock.ts'
import { createDirectory, type Directory, type DirectoryClient } from './directory.ts'

let database: Awaited<ReturnType<typeof testDatabase>>
let store: Store
let directory: Directory
let admin: User
let bob: User

beforeAll(async () => {
  database = await testDatabase()
  store = await openStore({ url: database.url })
  directory = createDirectory({ store, clock: steppedClock() })
  admin = await makeUser(store.inventory, { name: 'Administrator', roles: { administrator: ['*'] } })
  bob = await makeUser(store.inventory, { name: 'bob' })
})
afterAll(async () => {
  await store.close()
  await database.drop()
})

describe('without Authorization.ModifyPermissions', () => {
  const tries: [string, (client: DirectoryClient) => Promise<unknown>][] = [
    ['user.list', (client) => client.users()],
    ['user.get', (client) => client.user('x')],
    ['user.create', (client) => client.createUser({ name: 'x' })],
    ['user.update', (client) => client.updateUser('x', { disabled: true })],
    ['user.setPassword', (client) => client.setPassword('x', 'long enough')],
    ['user.delete', (client) => client.deleteUser('x')],
    ['group.list', (client) => client.groups()],
    ['group.get', (client) => client.group('x')],
    ['group.create', (client) => client.createGroup({ name: 'x' })],
    ['group.update', (client) => client.updateGroup('x', { description: '' })],
    ['group.delete', (client) => client.deleteGroup('x')],
    ['group.addMember', (client) => client.addMember('x', 'y')],
    ['group.removeMember', (client) => client.removeMember('x', 'y')],
    ['role.list', (client) => client.roles()],
    ['permission.list', (client) => client.permissions()],
    ['permission.grant', (client) => client.grant({ roleId: 'administrator', userId: 'x' })],
    ['permission.revoke', (client) => client.revoke('x')],
  ]
  test.each(tries)('%s is refused by name, says who may, and is audited', async (action, attempt) => {
    await expect(attempt(directory.as(bob))).rejects.toMatchObject({
      reason: 'Forbidden',
      message: expect.stringMatching(/^Needs Authorization.ModifyPermissions \(.+\), held by: administrator/),
    })
    expect(await store.inventory.read.auditEntry.findFirst({ where: { action, who: bob.displayName } })).toMatchObject({
      outcome: 'refused',
    })
  })

  test("other people's sessions are out of reach", async () => {
    await expect(directory.as(bob).allSessions()).rejects.toMatchObject({
      message: expect.stringContaining('Sessions.TerminateSession'),
    })
    await expect(directory.as(bob).endSession('x')).rejects.toMatchObject({ reason: 'Forbidden' })
  })
})

describe('users', () => {
  test('are made, found, changed and deleted, each with before and after in the audit log and a row in the change log', async () => {
    const client = directory.as(admin)
    const before = await store.objects.revision('inventory')
    const carol = await client.createUser({ name: 'carol', displayName: 'Carol', password: 'long enough' })
    await client.updateUser(carol.id, { email: 'carol@lab.local' })
    expect((await client.users({ q: 'caro' })).rows).toMatchObject([{ name: 'carol', email: 'carol@lab.local', disabled: false }])
    await client.deleteUser(carol.id)
    await expect(client.user(carol.id)).rejects.toMatchObject({ reason: 'NotFound' })
    expect(await store.objects.revision('inventory')).toBe(String(Number(before) + 3))
    const entries = await store.inventory.read.auditEntry.findMany({ where: { target: carol.id }, orderBy: { id: 'asc' } })
    expect(entries).toMatchObject([
      { action: 'user.update', outcome: 'ok', before: { email: '' }, after: { email: 'carol@lab.local' } },
      { action: 'user.delete', outcome: 'ok', before: { name: 'carol' } },
    ])
    expect(JSON.stringify(entries.map(({ before, after }) => [before, after]))).not.toContain('argon2')
  })

  test('have names that are free in any case, well formed, and passwords that are long enough', async () => {
    const client = directory.as(admin)
    await expect(client.createUser({ name: 'BOB' })).rejects.toMatchObject({
      reason: 'AlreadyExists',
      message: 'There is already a user BOB@vsphere.local.',
    })
    await expect(client.createUser({ name: 'a b' })).rejects.toMatchObject({ reason: 'Invalid' })
    await expect(client.createUser({ name: 'dave', password: 'short' })).rejects.toMatchObject({
      message: 'The password must have 8 to 256 characters; this one has 5.',
    })
  })

  test('change their own password when they know the one they have', async () => {
    const client = directory.as(bob)
    await expect(client.changeOwnPassword('wrong', 'a new password')).rejects.toMatchObject({
      message: 'The current password is wrong.',
    })
    await client.changeOwnPassword('Correct-horse-9', 'a new password')
    await client.changeOwnPassword('a new password', 'Correct-horse-9')
  })
})

describe('the last administrator', () => {
  test('stays: not disabled, deleted, or without the role, by anybody', async () => {
    const client = directory.as({ ...bob, privileges: ['*'] })
    const why = {
      reason: 'Conflict',
      message: 'This would leave nobody with the role Administrator. Give it to another user first.',
    }
    const [permission] = (await client.user(admin.uid ?? '')).roles
    await expect(client.updateUser(admin.uid ?? '', { disabled: true })).rejects.toMatchObject(why)
    await expect(client.deleteUser(admin.uid ?? '')).rejects.toMatchObject(why)
    await expect(client.revoke(permission?.permissionId ?? '')).rejects.toMatchObject(why)
    await expect(directory.as(admin).deleteUser(admin.uid ?? '')).rejects.toMatchObject({
      message: 'You cannot delete your own account.',
    })
  })

  test('may go once a group gives the role to another', async () => {
    const client = directory.as(admin)
    const group = await client.createGroup({ name: 'Administrators' })
    const permission = await client.grant({ roleId: 'administrator', groupId: group.id })
    await client.addMember(group.id, bob.uid ?? '')
    await expect(client.grant({ roleId: 'administrator', groupId: group.id })).rejects.toMatchObject({ reason: 'AlreadyExists' })
    const other = directory.as({ ...bob, privileges: ['*'] })
    await other.updateUser(admin.uid ?? '', { disabled: true })
    await expect(other.removeMember(group.id, bob.uid ?? '')).rejects.toMatchObject({ reason: 'Conflict' })
    await expect(other.deleteGroup(group.id)).rejects.toMatchObject({ reason: 'Conflict' })
    await other.updateUser(admin.uid ?? '', { disabled: false })
    await client.revoke(permission.id)
  })
})
