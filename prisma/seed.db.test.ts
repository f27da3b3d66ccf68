import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestInventory, testInventory } from '#server/inventory/testing/test-inventory.ts'
import { seedInstallation, seedLab } from './seed.ts'

let lab: TestInventory
beforeAll(async () => {
  lab = await testInventory({ hosts: 12 })
}, 120_000)
afterAll(() => lab.close())

test('seeding again adds nothing but join tokens', async () => {
  const counts = async () => {
    const { read } = lab.store.inventory
    const all = [
      read.user.count(),
      read.group.count(),
      read.role.count(),
      read.vmClass.count(),
      read.cluster.count(),
      read.datastore.count(),
    ]
    return Promise.all([...all, read.ipPool.count(), read.storagePolicy.count(), read.task.count()])
  }
  const before = await counts()
  expect(await seedInstallation({ store: lab.store, administratorPassword: 'Another-1' })).toEqual({
    createdAdministrator: false,
  })
  const clusters = await seedLab({ store: lab.store, inventory: lab.inventory, hosts: 12 })
  expect(clusters.map(({ name, hosts }) => [name, hosts])).toEqual([
    ['cluster-01', 8],
    ['cluster-02', 4],
  ])
  expect(await counts()).toEqual(before)
})

test('the people of the lab hold what they should', async () => {
  const rows = await lab.store.inventory.read.user.findMany({
    include: { groups: { include: { group: { include: { permissions: true } } } } },
    orderBy: { name: 'asc' },
  })
  expect(
    rows.map(({ name, groups }) => [
      name,
      ...groups.flatMap(({ group }) => [group.name, ...group.permissions.map(({ roleId }) => roleId)]),
    ]),
  ).toEqual([
    ['Administrator', 'Administrators', 'administrator'],
    ['devops', 'developers'],
    ['operator', 'Operators', 'operator'],
  ])
})
