import type { Severity, TaskView } from '#domain/vsphere/operations.ts'
import type { Privilege } from '#domain/vsphere/privileges.ts'
import type { InventoryTransaction } from '../store/inventory-store.ts'
import type { InventoryContext } from './context.ts'
import { eventView, taskView } from './operation-views.ts'
import { requirePrivilege } from './require-privilege.ts'

/** What an event or task is about. */
export interface Target {
  kind: string
  id: string
  name: string
}

export interface Happening {
  type: string
  severity?: Severity
  message: string
  taskId?: string
}

/** A write in progress: its rows, and what it leaves behind besides them. */
export interface Change extends Pick<InventoryTransaction, 'db' | 'record' | 'nextId'> {
  /** Adds an event about the target, in the user's name. */
  event(target: Target, happening: Happening): Promise<void>
  /** Adds a task: done at once, or running until a controller completes it. */
  task(name: string, target: Target, running?: { description: string }): Promise<TaskView>
  /** What the audit entry shows. */
  note(audit: { target?: string; before?: unknown; after?: unknown }): void
}

/** Adds an Event row and its log row. */
export const addEvent = (
  transaction: Pick<InventoryTransaction, 'db' | 'record'>,
  user: string,
  at: Date,
  target: Target,
  happening: Happening,
): Promise<void> => addEvents(transaction, at, [{ user, target, ...happening }])

/** Adds many Event rows and their log rows in one statement. */
export const addEvents = async (
  { db, record }: Pick<InventoryTransaction, 'db' | 'record'>,
  at: Date,
  events: readonly ({ user: string; target: Target } & Happening)[],
): Promise<void> => {
  const data = events.map(({ user, target, type, severity = 'INFO', message, taskId }) => ({
    at,
    type,
    severity,
    message,
    targetKind: target.kind,
    targetId: target.id,
    targetName: target.name,
    user,
    ...(taskId ? { taskId } : {}),
  }))
  if (!data.length) return
  for (const row of await db.event.createManyAndReturn({ data })) {
    record({ kind: 'Event', id: String(row.id), operation: 'ADDED', object: { ...eventView(row) } })
  }
}

/** Adds a Task row and its log row. */
export const addTask = async (
  { db, record, nextId }: Pick<InventoryTransaction, 'db' | 'record' | 'nextId'>,
  initiator: string,
  at: Date,
  name: string,
  target: Target,
  running?: { description: string },
): Promise<TaskView> => {
  const row = await db.task.create({
    data: {
      id: await nextId('task'),
      name,
      targetKind: target.kind,
      targetId: target.id,
      targetName: target.name,
      initiator,
      queuedAt: at,
      startedAt: at,
      ...(running
        ? { state: 'RUNNING' as const, description: running.description }
        : { state: 'SUCCESS' as const, progress: 100, completedAt: at }),
    },
  })
  const view = taskView(row)
  record({ kind: 'Task', id: row.id, operation: 'ADDED', object: { ...view } })
  return view
}

/**
 * The one way of writing through this door: checks the privilege, then does `work` in one transaction together with its log rows,
 * event, task and audit entry. A refusal is audited too.
 */
export const operate = async <T>(
  context: InventoryContext,
  { privilege, action, target }: { privilege: Privilege; action: string; target: string },
  work: (change: Change) => Promise<T>,
): Promise<T> => {
  const { user, store, clock } = context
  await requirePrivilege(context, privilege, { action, target })
  return store.inventory.write(async (transaction) => {
    const now = clock.now()
    const noted: { target?: string; before?: unknown; after?: unknown } = {}
    const result = await work({
      db: transaction.db,
      record: transaction.record,
      nextId: transaction.nextId,
      event: (about, happening) => addEvent(transaction, user.displayName, now, about, happening),
      task: (name, about, running) => addTask(transaction, user.displayName, now, name, about, running),
      note: (audit) => void Object.assign(noted, audit),
    })
    await transaction.audit({ who: user.displayName, from: user.from, action, target, outcome: 'ok', ...noted })
    return result
  })
}
