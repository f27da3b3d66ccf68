import type { Prisma, PrismaClient } from './__generated__/prisma/client.ts'

/** The vSphere nouns with their Prisma models; names follow prisma/schema.prisma. */
type Database = Omit<PrismaClient, `$${string}`> & Pick<PrismaClient, '$queryRaw' | '$executeRaw'>

type Read = 'aggregate' | 'count' | `find${string}` | 'groupBy'

/** The models with what reads, and nothing that writes. */
export type InventoryDatabase = Pick<PrismaClient, '$queryRaw'> & {
  [Model in Exclude<keyof PrismaClient, `$${string}` | symbol>]: Pick<
    PrismaClient[Model],
    Extract<keyof PrismaClient[Model], Read>
  >
}
export type InventoryTransactionClient = Prisma.TransactionClient

/** Which kind of managed object an id is for: host -> `host-12`. */
export type ManagedObjectKind =
  | 'datacenter'
  | 'cluster'
  | 'host'
  | 'datastore'
  | 'network'
  | 'vm'
  | 'namespace'
  | 'resource-pool'
  | 'task'

/** What a write leaves in the log. `object` is what followers may show without reading again. */
export interface InventoryChange {
  /** Prisma model name: Host, Cluster, Supervisor, Namespace, Task, Alarm, Event … */
  kind: string
  id: string
  operation: 'ADDED' | 'MODIFIED' | 'DELETED'
  object: Record<string, unknown>
}

/** What a write leaves in the audit log. */
export interface AuditRecord {
  /** Now, when absent. */
  at?: Date
  who: string
  from: string
  action: string
  target: string
  outcome: 'ok' | 'refused' | 'failed'
  before?: unknown
  after?: unknown
  message?: string
}

export interface InventoryTransaction {
  db: InventoryTransactionClient
  /** Puts a change in the log of api `inventory`; it gets its revision when the transaction ends. */
  record(change: InventoryChange): void
  audit(...records: AuditRecord[]): Promise<void>
  /** A new vSphere-style id, never used before: `host-12`, `domain-c8`, `resgroup-4`. */
  nextId(kind: ManagedObjectKind): Promise<string>
  /** So many new ids at once. */
  nextIds(kind: ManagedObjectKind, count: number): Promise<string[]>
}

export interface InventoryStore {
  /** For reading. */
  read: InventoryDatabase
  /**
   * Writes that nobody is to hear of: heartbeats and samples, which come by the thousand, and what is so old that nobody looks at it. Each statement
   * for itself. Everything else goes through `write`.
   */
  unlogged: Database
  /**
   * One transaction: the rows, their log rows with gapless revisions, and the wake-up. Rolled back whole when `work` throws.
   * Unique and foreign-key violations surface as AlreadyExists and Conflict.
   */
  write<T>(work: (transaction: InventoryTransaction) => Promise<T>, options?: InventoryWriteOptions): Promise<T>
  /** Adds many entries to the audit log at once, all or none, about writes that are done already. */
  audit(records: readonly AuditRecord[]): Promise<void>
}

export interface InventoryWriteOptions {
  /** The epoch that a controller of the inventory believes in: Conflict, and nothing kept, when another leader has raised it since. */
  epoch?: number
}

export const INVENTORY_API = 'inventory'
