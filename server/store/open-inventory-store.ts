import { PrismaPg } from '@prisma/adapter-pg'
import type { Pool } from 'pg'
import { replacedInventoryLeader } from '#domain/replaced-leader.ts'
import { PrismaClient } from './__generated__/prisma/client.ts'
import { addAudit } from './add-audit.ts'
import {
  INVENTORY_API,
  type InventoryChange,
  type InventoryStore,
  type InventoryTransactionClient,
  type ManagedObjectKind,
} from './inventory-store.ts'
import { logText } from './log-text.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { prismaError } from './prisma-error.ts'

/** The part before the number in an id, as vCenter gives them out. */
const PREFIXES: Record<ManagedObjectKind, string> = {
  datacenter: 'datacenter-',
  cluster: 'domain-c',
  host: 'host-',
  datastore: 'datastore-',
  network: 'network-',
  vm: 'vm-',
  namespace: 'namespace-',
  'resource-pool': 'resgroup-',
  task: 'task-',
}

// Long enough to seed a lab of a thousand hosts in one transaction on a slow machine.
const TIMES = { maxWait: 15_000, timeout: 60_000 }

/** The InventoryStore on Prisma. `pool` stays the caller's; `close` only lets go of Prisma. */
export function openInventoryStore(pool: Pool): InventoryStore & { close(): Promise<void> } {
  const adapter = oneAtATime(new PrismaPg(pool, { disposeExternalPool: false }))
  const prisma = new PrismaClient({ adapter, errorFormat: 'minimal' })
  return {
    read: prisma,
    unlogged: prisma,
    async write(work, { epoch } = {}) {
      try {
        return await prisma.$transaction(async (db) => {
          const changes: InventoryChange[] = []
          const result = await work({
            db,
            record: (change) => void changes.push(change),
            audit: (...records) => addAudit(db, records),
            nextId: async (kind) => (await nextIds(db, kind, 1))[0] as string,
            nextIds: (kind, count) => nextIds(db, kind, count),
          })
          if (epoch !== undefined) await requireEpoch(db, epoch)
          await append(db, changes)
          return result
        }, TIMES)
      } catch (error) {
        throw prismaError(error)
      }
    },
    async audit(records) {
      await addAudit(prisma, records).catch((error: unknown) => {
        throw prismaError(error)
      })
    },
    close: () => prisma.$disconnect(),
  }
}

async function nextIds(db: InventoryTransactionClient, kind: ManagedObjectKind, count: number): Promise<string[]> {
  const sequence = `moid_${kind.replace('-', '_')}`
  const rows = await db.$queryRaw<
    { id: bigint }[]
  >`SELECT nextval(${sequence}::regclass) AS id FROM generate_series(1, ${count}::int)`
  return rows.map(({ id }) => `${PREFIXES[kind]}${id}`)
}

/** Comes after the work, because it takes the revision counter, which whoever raises the epoch needs too: no take-over can come in between. */
async function requireEpoch(db: InventoryTransactionClient, epoch: number): Promise<void> {
  const [counter] = await db.$queryRaw<{ epoch: bigint }[]>`SELECT epoch FROM lock_api(${INVENTORY_API})`
  if (counter && counter.epoch > epoch) throw replacedInventoryLeader()
}

/** Comes last, because whoever holds the revision counter makes all other writers wait until the transaction ends. */
async function append(db: InventoryTransactionClient, changes: readonly InventoryChange[]): Promise<void> {
  if (changes.length === 0) return
  const column = (pick: (change: InventoryChange) => string) => changes.map(pick)
  await db.$queryRaw`SELECT append_changes(${INVENTORY_API}, ${column(({ kind }) => kind)}, ${column(({ id }) => id)},
    ${column(({ operation }) => operation)}, ${column(({ object }) => logText(object))})`
}
