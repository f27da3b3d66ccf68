import type { InventoryTransaction } from '../store/inventory-store.ts'
import { clearAlarm, raiseAlarm } from './alarm-writes.ts'
import { addEvent, type Happening, type Target } from './operation.ts'
import { taskView } from './operation-views.ts'
import type { SystemContext } from './system-context.ts'

/** How far a piece of work is; `error` and `done` end it. */
export interface TaskUpdate {
  progress?: number
  description?: string
  done?: boolean
  error?: string
}

/** Tasks, events and alarms as controllers write them. */
export interface SystemOperations {
  /** Tells the running task of that name on the target how it is getting on. Nothing happens when none runs, or nothing changed. */
  updateTask(targetId: string, name: string, update: TaskUpdate): Promise<void>
  recordEvent(target: Target, happening: Happening): Promise<void>
  /** Raises or clears an alarm so that it is raised exactly when `message` is given. */
  setAlarm(definitionId: string, target: Target, message: string | undefined): Promise<void>
  /** The targets on which an alarm is raised now. */
  raised(definitionId: string): Promise<Target[]>
}

/** `updateTask` within a transaction. */
export const writeTaskUpdate = async (
  { db, record }: Pick<InventoryTransaction, 'db' | 'record'>,
  now: Date,
  targetId: string,
  name: string,
  { progress, description, done, error }: TaskUpdate,
): Promise<void> => {
  const rows = await db.task.findMany({ where: { targetId, name, state: 'RUNNING' } })
  for (const row of rows) {
    const changed =
      done ||
      error !== undefined ||
      (progress !== undefined && progress !== row.progress) ||
      (description !== undefined && description !== row.description)
    if (!changed) continue
    const next = await db.task.update({
      where: { id: row.id },
      data: {
        ...(progress === undefined ? {} : { progress }),
        ...(description === undefined ? {} : { description }),
        ...(done ? { state: 'SUCCESS' as const, progress: 100, completedAt: now } : {}),
        ...(error === undefined ? {} : { state: 'ERROR' as const, error, completedAt: now }),
      },
    })
    record({ kind: 'Task', id: row.id, operation: 'MODIFIED', object: { ...taskView(next) } })
  }
}

/** Tasks, events and alarms on this store. */
export const systemOperations = ({ store, clock }: SystemContext): SystemOperations => ({
  updateTask: async (targetId, name, update) => {
    const { read } = store.inventory
    // Asked before a transaction is opened: most of the time nothing runs.
    if (!(await read.task.count({ where: { targetId, name, state: 'RUNNING' } }))) return
    await store.inventory.write((transaction) => writeTaskUpdate(transaction, clock.now(), targetId, name, update))
  },
  recordEvent: (target, happening) =>
    store.inventory.write((transaction) => addEvent(transaction, '', clock.now(), target, happening)),
  setAlarm: async (definitionId, target, message) => {
    const where = { definitionId_targetId: { definitionId, targetId: target.id } }
    const known = await store.inventory.read.alarm.findUnique({ where })
    if (known ? known.message === message : message === undefined) return
    await store.inventory.write(async (transaction) => {
      if (message === undefined) await clearAlarm(transaction, clock.now(), definitionId, target)
      else await raiseAlarm(transaction, clock.now(), definitionId, target, message)
    })
  },
  raised: async (definitionId) => {
    const rows = await store.inventory.read.alarm.findMany({ where: { definitionId } })
    return rows.map(({ targetKind, targetId, targetName }) => ({ kind: targetKind, id: targetId, name: targetName }))
  },
})
