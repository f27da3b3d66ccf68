import type { Pool } from 'pg'
import { replacedInventoryLeader } from '#domain/replaced-leader.ts'
import { databaseError, isBadData } from './database-error.ts'
import { INVENTORY_API } from './inventory-store.ts'
import { listObjects } from './list-objects.ts'
import type { ObjectStore, WriteOutcome } from './object-store.ts'
import type { ObjectText } from './object-text.ts'
import { checkWrite, writeBatch } from './write-batch.ts'
import { createWriteQueue, type QueuedWrite, type WriteQueue } from './write-queue.ts'

/** The ObjectStore on PostgreSQL. `pool` and `text` stay the caller's; `idle` resolves when no write is under way. */
export function openObjectStore(pool: Pool, text: ObjectText): ObjectStore & { idle(): Promise<void> } {
  const queues = new Map<string, WriteQueue>()
  const queueOf = (api: string): WriteQueue => {
    const queue = queues.get(api) ?? createWriteQueue((batch) => writeEach(pool, text, batch))
    queues.set(api, queue)
    return queue
  }
  const query = async <Row extends unknown[]>(name: string, sql: string, values: unknown[]): Promise<Row[]> => {
    const { rows } = await pool.query<Row>({ name, text: sql, values, rowMode: 'array' }).catch((error: unknown) => {
      throw databaseError(error, 'Try again.')
    })
    return rows
  }
  return {
    async get({ api, resource, namespace, name }) {
      const [row] = await query<[string, string]>('get_object', GET, [api, resource, namespace, name])
      return row && text.read(row[1], row[0])
    },
    list: (listQuery) => listObjects(pool, text, listQuery),
    async write(write) {
      checkWrite(write)
      const [outcome] = queueOf(write.key.api).push([{ write, body: text.write(write.key.resource, write.object) }])
      return outcome as Promise<WriteOutcome>
    },
    async writeMany(writes) {
      writes.forEach(checkWrite)
      const queued = writes.map((write): QueuedWrite => ({ write, body: text.write(write.key.resource, write.object) }))
      const outcomes = new Map<QueuedWrite, Promise<WriteOutcome>>()
      for (const [api, group] of groupByApi(queued)) {
        for (const [i, outcome] of queueOf(api).push(group).entries()) outcomes.set(group[i] as QueuedWrite, outcome)
      }
      return Promise.all(queued.map((entry) => outcomes.get(entry) as Promise<WriteOutcome>))
    },
    async revision(api) {
      const [row] = await query<[string]>('revision', 'SELECT revision FROM "ApiRevision" WHERE api = $1', [api])
      return row?.[0] ?? '0'
    },
    async quotaUsage(api, namespace) {
      const rows = await query<[string, string]>('quota_usage', USAGE, [api, namespace])
      return Object.fromEntries(rows.map(([resource, used]) => [resource, Number(used)]))
    },
    async dropApi(api, { inventoryEpoch } = {}) {
      const dropped = await query('drop_api', DROP, [api, INVENTORY_API, inventoryEpoch ?? null])
      if (dropped.length === 0) throw replacedInventoryLeader()
    },
    async raiseEpoch(api) {
      const [row] = await query<[string]>('raise_epoch', RAISE, [api])
      return Number(row?.[0])
    },
    async idle() {
      await Promise.all([...queues.values()].map((queue) => queue.idle()))
    },
  }
}

const GET = 'SELECT revision, body FROM "KubeObject" WHERE api = $1 AND resource = $2 AND namespace = $3 AND name = $4'
const USAGE = 'SELECT resource, used FROM "QuotaUsage" WHERE api = $1 AND namespace = $2 ORDER BY resource'
// Locks the inventory's counter only for those who come with its epoch.
const DROP = `SELECT drop_api($1) WHERE $3::bigint IS NULL
  OR EXISTS (SELECT FROM "ApiRevision" WHERE api = $2 AND epoch <= $3::bigint FOR SHARE)`
const RAISE = `INSERT INTO "ApiRevision" AS r (api, epoch) VALUES ($1, 1)
  ON CONFLICT (api) DO UPDATE SET epoch = r.epoch + 1 RETURNING epoch`

/** One transaction for the batch; when one write's data is refused, nothing was kept and each gets a transaction of its own. */
async function writeEach(pool: Pool, text: ObjectText, batch: QueuedWrite[]): Promise<(WriteOutcome | Error)[]> {
  try {
    return await writeBatch(pool, text, batch)
  } catch (error) {
    if (batch.length === 1 || !isBadData((error as Error).cause)) throw error
  }
  const results: (WriteOutcome | Error)[] = []
  for (const entry of batch) {
    const [result] = await writeBatch(pool, text, [entry]).catch((error: Error) => [error])
    results.push(result as WriteOutcome | Error)
  }
  return results
}

function groupByApi(queued: readonly QueuedWrite[]): Map<string, QueuedWrite[]> {
  const groups = new Map<string, QueuedWrite[]>()
  for (const entry of queued) {
    const group = groups.get(entry.write.key.api)
    if (group) group.push(entry)
    else groups.set(entry.write.key.api, [entry])
  }
  return groups
}
