import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemUser } from '#domain/user.ts'
import { certificate, hardware, type TestInventory, testInventory } from '#server/inventory/testing/test-inventory.ts'
import { enableLab, seedInstallation, seedLab } from './seed.ts'

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

test('both clusters can be enabled with what is proposed, one after the other', async () => {
  const clusters = await seedLab({ store: lab.store, inventory: lab.inventory, hosts: 12 })
  const [first, second] = clusters
  if (!first || !second) throw new Error('the lab has two clusters')
  for (let number = 20; number < 24; number++) {
    await lab.inventory.agents.join(second.token, hardware(`esx-${number}.lab`), certificate(`serial-${number}`))
  }
  const parts = { inventory: lab.inventory, clock: lab.clock, signal: new AbortController().signal }
  await enableLab(parts, first)
  await enableLab(parts, second)
  // Enabled already: nothing happens.
  await enableLab(parts, first)
  const supervisors = await lab.inventory.as(systemUser('test')).supervisors()
  expect(supervisors.map(({ name, clusterName }) => [name, clusterName])).toEqual([
    ['supervisor-01', 'cluster-01'],
    ['supervisor-02', 'cluster-02'],
  ])
})
