import type { Clock } from '#domain/clock.ts'
import { isStatusError } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { AuditRecord, InventoryStore } from '#server/store/inventory-store.ts'
import type { Call } from './door.ts'

const FLUSH_AFTER = 200
const BATCH = 200

/** Who did what to which object; written a moment later, many at a time. */
export interface Audit {
  /** Runs a write and records what became of it, when a person asked for it. Errors of the write pass through. */
  record<T>(call: Call, action: string, target: string, run: () => Promise<T>): Promise<T>
  /** Resolves when everything recorded so far is in the database. */
  flush(): Promise<void>
}

/** Persons; components of the cluster would drown them. */
const isPerson = ({ user }: Call): boolean => user.name.startsWith('sso:')

/** What of an object may stand in the audit log: everything but what Secrets hold. */
const readable = (object: KubeObject | undefined): KubeObject | undefined => {
  if (object?.kind !== 'Secret') return object
  const { data, stringData, ...rest } = object
  return { ...rest, keys: Object.keys(data ?? {}) } as KubeObject
}

/** Entries go to the inventory's audit log; an outage of it delays them and is told on the error log, but fails no write. */
export const createAudit = (inventory: Pick<InventoryStore, 'write'>, clock: Clock): Audit => {
  let waiting: AuditRecord[] = []
  let cancel: (() => void) | undefined
  let writing: Promise<void> = Promise.resolve()

  const flush = (): Promise<void> => {
    cancel?.()
    cancel = undefined
    const batch = waiting
    waiting = []
    if (batch.length === 0) return writing
    writing = writing
      .then(() =>
        inventory.write(async (transaction) => {
          for (const record of batch) await transaction.audit(record)
        }),
      )
      .catch((error: unknown) => console.error(`${batch.length} audit entries could not be written:`, error))
    return writing
  }

  const add = (record: AuditRecord) => {
    waiting.push(record)
    if (waiting.length >= BATCH) void flush()
    else cancel ??= clock.after(FLUSH_AFTER, () => void flush())
  }

  const entry = (call: Call, action: string, target: string): AuditRecord => {
    const [before, after] = [readable(call.trail.before), readable(call.trail.after)]
    return {
      who: call.user.displayName,
      from: call.user.from,
      action,
      target,
      outcome: 'ok',
      ...(before ? { before } : {}),
      ...(after ? { after } : {}),
    }
  }

  return {
    async record(call, action, target, run) {
      if (!isPerson(call)) return run()
      try {
        const result = await run()
        // A request that changed nothing leaves no trace.
        if (call.trail.before || call.trail.after) add(entry(call, action, target))
        return result
      } catch (error) {
        const isRefusal = isStatusError(error) && error.code < 500
        const message = error instanceof Error ? error.message : String(error)
        add({ ...entry(call, action, target), outcome: isRefusal ? 'refused' : 'failed', message })
        throw error
      }
    },
    flush,
  }
}
