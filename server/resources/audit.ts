import type { Clock } from '#domain/clock.ts'
import { isStatusError } from '#domain/errors.ts'
import { difference } from '#domain/kube/difference.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { AuditRecord, InventoryStore } from '#server/store/inventory-store.ts'
import type { Call, Trail } from './door.ts'

const FLUSH_AFTER = 200
const BATCH = 200
const MAXIMUM = 20_000

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

/** A new or removed object whole; of a change only what differs. */
const changed = (trail: Trail): Pick<AuditRecord, 'before' | 'after'> => {
  const [before, after] = [readable(trail.before), readable(trail.after)]
  if (before && after) return difference(before, after) as Pick<AuditRecord, 'before' | 'after'>
  return { ...(before ? { before } : {}), ...(after ? { after } : {}) }
}

/**
 * Entries go to the inventory's audit log. When it can't be written they wait, up to 20,000 of them, and the next batch tries again; what
 * must be dropped is told on the error log. No write fails because of it.
 */
export const createAudit = (inventory: Pick<InventoryStore, 'audit'>, clock: Clock): Audit => {
  let waiting: AuditRecord[] = []
  let cancel: (() => void) | undefined
  let writing: Promise<void> = Promise.resolve()

  const append = async (batch: AuditRecord[]): Promise<void> => {
    try {
      await inventory.audit(batch)
    } catch (error) {
      const kept = batch.slice(0, Math.max(0, MAXIMUM - waiting.length))
      waiting = [...kept, ...waiting]
      console.error(`${batch.length} audit entries could not be written yet; ${batch.length - kept.length} are lost:`, error)
    }
  }

  const flush = async (): Promise<void> => {
    cancel?.()
    cancel = undefined
    const batch = waiting
    waiting = []
    if (batch.length > 0) writing = writing.then(() => append(batch))
    await writing
  }

  const add = (record: AuditRecord) => {
    waiting.push(record)
    if (waiting.length === BATCH) void flush()
    else cancel ??= clock.after(FLUSH_AFTER, () => void flush())
  }

  const entry = (call: Call, action: string, target: string, outcome: AuditRecord['outcome'], message = ''): AuditRecord => ({
    at: clock.now(),
    who: call.user.displayName,
    from: call.user.from,
    action,
    target,
    outcome,
    message,
    ...changed(call.trail),
  })

  return {
    async record(call, action, target, run) {
      if (!isPerson(call)) return run()
      try {
        const result = await run()
        // A request that changed nothing leaves no trace.
        if (call.trail.before || call.trail.after) add(entry(call, action, target, 'ok'))
        return result
      } catch (error) {
        const isRefusal = isStatusError(error) && error.code < 500
        const message = error instanceof Error ? error.message : String(error)
        add(entry(call, action, target, isRefusal ? 'refused' : 'failed', message))
        throw error
      }
    },
    flush,
  }
}
