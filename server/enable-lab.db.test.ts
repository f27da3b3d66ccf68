import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { fakeClock } from '#domain/testing/fake-clock.ts'
import { systemUser } from '#domain/user.ts'
import { type LabCluster, seedLab } from '#prisma/seed.ts'
import { enableLab } from './enable-lab.ts'
import { certificate, hardware, type TestInventory, testInventory } from './inventory/testing/test-inventory.ts'

let lab: TestInventory
let clusters: LabCluster[]
beforeAll(async () => {
  lab = await testInventory({ hosts: 12 })
  clusters = await seedLab({ store: lab.store, inventory: lab.inventory, hosts: 12 })
})
afterAll(() => lab.close())

const WAIT = { timeout: 50_000, interval: 20 }
const clock = fakeClock()
/** The inventory, with a count of the times that a cluster's view was read. */
const counted = () => {
  const counts = { reads: 0 }
  const inventory: TestInventory['inventory'] = {
    ...lab.inventory,
    as: (user) => {
      const door = lab.inventory.as(user)
      const cluster: typeof door.cluster = (id) => {
        counts.reads++
        return door.cluster(id)
      }
      return { ...door, cluster }
    },
  }
  return { inventory, counts }
}
const cluster = (name: string): LabCluster => {
  const found = clusters.find((each) => each.name === name)
  if (!found) throw new Error(`the lab has no ${name}`)
  return found
}
const enable = (name: string, inventory = lab.inventory, signal = new AbortController().signal) =>
  enableLab({ inventory, clock, signal }, cluster(name))
const supervisors = async () =>
  (await lab.inventory.as(systemUser('test')).supervisors()).map(({ name, clusterName }) => [name, clusterName])

test('a cluster whose hosts have joined is enabled with what is proposed, once', async () => {
  await enable('cluster-01')
  await enable('cluster-01')
  expect(await supervisors()).toEqual([['supervisor-01', 'cluster-01']])
})

test('the waiting ends when it is told to', async () => {
  const { inventory, counts } = counted()
  const ending = new AbortController()
  let isDone = false
  const waiting = enable('cluster-02', inventory, ending.signal).then(() => {
    isDone = true
  })
  await vi.waitFor(() => expect(counts.reads).toBe(1), WAIT)
  ending.abort()
  await vi.waitFor(() => {
    clock.advance(500)
    expect(isDone).toBe(true)
  }, WAIT)
  await waiting
  expect(await supervisors()).toHaveLength(1)
})

test('a cluster is enabled when its last host joins, and its view is read only then', async () => {
  const { inventory, counts } = counted()
  const { token } = cluster('cluster-02')
  let isDone = false
  const enabling = enable('cluster-02', inventory).then(() => {
    isDone = true
  })
  await vi.waitFor(() => expect(counts.reads).toBe(1), WAIT)
  for (let number = 20; number < 23; number++) {
    await lab.inventory.agents.join(token, hardware(`esx-${number}.lab`), certificate(`serial-${number}`))
    clock.advance(1000)
  }
  expect(counts.reads).toBe(1)
  await lab.inventory.agents.join(token, hardware('esx-23.lab'), certificate('serial-23'))
  await vi.waitFor(() => {
    clock.advance(500)
    expect(isDone).toBe(true)
  }, WAIT)
  await enabling
  expect(await supervisors()).toEqual([
    ['supervisor-01', 'cluster-01'],
    ['supervisor-02', 'cluster-02'],
  ])
})
