import type { Clock } from '#domain/clock.ts'
import { systemUser, type User } from '#domain/user.ts'
import type { HostHardware } from '#domain/vsphere/host.ts'
import { openStore, type Store } from '#server/store/open-store.ts'
import { testDatabase } from '#server/store/testing/database.ts'
import { seedInstallation, seedLab } from '../../../prisma/seed.ts'
import type { EvacuationPlanner } from '../context.ts'
import { createInventory } from '../create-inventory.ts'
import type { Inventory, InventoryClient } from '../inventory.ts'
import { createUsageReader } from '../usage.ts'

export interface TestClock extends Clock {
  step(ms: number): void
}

/** Time that moves only when told to; nothing is ever due by itself. */
const standingClock = (): TestClock => {
  let now = Date.parse('2026-03-01T12:00:00Z')
  return {
    now: () => new Date(now),
    after: () => () => undefined,
    step: (ms) => {
      now += ms
    },
  }
}

/** A seeded lab on a database of its own. */
export interface TestInventory {
  store: Store
  inventory: Inventory
  clock: TestClock
  /** The door as the control plane itself. */
  admin: InventoryClient
  clusterId: string
  hostIds: string[]
  /** A user of the directory with the privileges given. */
  person(name: string, privileges?: string[], groups?: string[]): User
  /** Lets more simulated hosts join the lab's cluster. */
  addHosts(count: number, hardware?: Partial<HostHardware>): Promise<string[]>
  close(): Promise<void>
}

/** What a simulated host says of itself when it joins. */
export const hardware = (name: string, more: Partial<HostHardware> = {}): HostHardware => ({
  name,
  address: `192.168.30.${Number(/\d+/.exec(name)?.[0] ?? 1)}`,
  vendor: 'Hemisphere',
  model: 'Simulated',
  cpuModel: 'Simulated CPU',
  cpuCores: 16,
  cpuMhzPerCore: 2000,
  memoryBytes: 128 * 1024 ** 3,
  version: '0.1.0',
  runtime: 'simulated',
  bootedAt: '2026-03-01T11:00:00Z',
  ...more,
})

/** What is kept of a joining host's certificate; its key is its own unless the test says otherwise. */
export const certificate = (serial: string, keyThumbprint = `key of ${serial}`) => ({ serial, keyThumbprint })

/** Opens a database of the test's own, seeds the lab and lets the hosts join. */
export const testInventory = async ({
  hosts = 3,
  planEvacuation = () => [],
}: {
  hosts?: number
  planEvacuation?: EvacuationPlanner
} = {}): Promise<TestInventory> => {
  const database = await testDatabase()
  const store = await openStore({ url: database.url })
  const clock = standingClock()
  await seedInstallation({ store, administratorPassword: 'Lab-password-1' })
  const usage = createUsageReader(store.inventory.read)
  const inventory = createInventory({ store, clock, urls: { apiBase: 'https://127.0.0.1:6443' }, usage, planEvacuation })
  const [cluster] = await seedLab({ store, inventory, hosts })
  if (!cluster) throw new Error('the lab has no cluster')
  let joined = 0
  const addHosts = async (count: number, more: Partial<HostHardware> = {}): Promise<string[]> => {
    const ids: string[] = []
    for (let index = 0; index < count; index++) {
      const name = `esx-${String(++joined).padStart(2, '0')}.lab`
      ids.push((await inventory.agents.join(cluster.token, hardware(name, more), certificate(`serial-${joined}`))).hostId)
    }
    return ids
  }
  return {
    store,
    inventory,
    clock,
    admin: inventory.as(systemUser('test')),
    clusterId: cluster.id,
    hostIds: await addHosts(hosts),
    person: (name, privileges = [], groups = []) => ({
      name: `sso:${name}@vsphere.local`,
      groups: [...groups.map((group) => `sso:${group}@vsphere.local`), 'system:authenticated'],
      displayName: `${name}@vsphere.local`,
      privileges,
      from: '203.0.113.7',
    }),
    addHosts,
    close: async () => {
      await store.close()
      await database.drop()
    },
  }
}
