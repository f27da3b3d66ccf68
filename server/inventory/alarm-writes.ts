import type { InventoryTransaction } from '../store/inventory-store.ts'
import { addEvent, addEvents, type Target } from './operation.ts'
import { alarmView } from './operation-views.ts'

/** Raises an alarm on the target, or brings its words up to date; says whether it is new. Unknown and disabled definitions raise nothing. */
export const raiseAlarm = async (
  transaction: Pick<InventoryTransaction, 'db' | 'record'>,
  now: Date,
  definitionId: string,
  target: Target,
  message: string,
): Promise<boolean> => {
  const { db, record } = transaction
  const definition = await db.alarmDefinition.findUnique({ where: { id: definitionId } })
  if (!definition?.enabled) return false
  const where = { definitionId_targetId: { definitionId, targetId: target.id } }
  const known = await db.alarm.findUnique({ where })
  if (known && known.message === message && known.severity === definition.severity) return false
  const row = await db.alarm.upsert({
    where,
    create: {
      definitionId,
      targetKind: target.kind,
      targetId: target.id,
      targetName: target.name,
      severity: definition.severity,
      message,
      raisedAt: now,
    },
    update: { message, severity: definition.severity },
    include: { definition: true },
  })
  record({ kind: 'Alarm', id: row.id, operation: known ? 'MODIFIED' : 'ADDED', object: { ...alarmView(row) } })
  if (known) return false
  await addEvent(transaction, '', now, target, {
    type: 'alarm.raised',
    severity: definition.severity,
    message: `${definition.name}: ${message}`,
  })
  return true
}

/** Clears the alarm on the target, if it is raised; it lives on as an event. */
export const clearAlarm = async (
  transaction: Pick<InventoryTransaction, 'db' | 'record'>,
  now: Date,
  definitionId: string,
  target: Target,
): Promise<boolean> => {
  const { db, record } = transaction
  const known = await db.alarm.findUnique({
    where: { definitionId_targetId: { definitionId, targetId: target.id } },
    include: { definition: true },
  })
  if (!known) return false
  await db.alarm.delete({ where: { id: known.id } })
  record({ kind: 'Alarm', id: known.id, operation: 'DELETED', object: { ...alarmView(known) } })
  await addEvent(transaction, '', now, target, { type: 'alarm.cleared', message: `${known.definition.name} is over` })
  return true
}

/** Raises an alarm on each of the targets that does not have it yet, each with words of its own. */
export const raiseAlarms = async (
  transaction: Pick<InventoryTransaction, 'db' | 'record'>,
  now: Date,
  definitionId: string,
  findings: readonly { target: Target; message: string }[],
): Promise<void> => {
  const { db, record } = transaction
  const definition = findings.length ? await db.alarmDefinition.findUnique({ where: { id: definitionId } }) : null
  if (!definition?.enabled) return
  const { severity } = definition
  const data = findings.map(({ target, message }) => ({
    definitionId,
    targetKind: target.kind,
    targetId: target.id,
    targetName: target.name,
    severity,
    message,
    raisedAt: now,
  }))
  const rows = await db.alarm.createManyAndReturn({ data, skipDuplicates: true, include: { definition: true } })
  for (const row of rows) record({ kind: 'Alarm', id: row.id, operation: 'ADDED', object: { ...alarmView(row) } })
  const events = rows.map(({ targetKind: kind, targetId: id, targetName: name, message }) => ({
    user: '',
    target: { kind, id, name },
    type: 'alarm.raised',
    severity,
    message: `${definition.name}: ${message}`,
  }))
  await addEvents(transaction, now, events)
}

/** Clears the alarm on each of the targets that has it; they live on as events. */
export const clearAlarms = async (
  transaction: Pick<InventoryTransaction, 'db' | 'record'>,
  now: Date,
  definitionId: string,
  targets: readonly Target[],
): Promise<void> => {
  const { db, record } = transaction
  const where = { definitionId, targetId: { in: targets.map(({ id }) => id) } }
  const known = await db.alarm.findMany({ where, include: { definition: true } })
  if (!known.length) return
  await db.alarm.deleteMany({ where: { id: { in: known.map(({ id }) => id) } } })
  for (const row of known) record({ kind: 'Alarm', id: row.id, operation: 'DELETED', object: { ...alarmView(row) } })
  const events = known.map(({ targetKind: kind, targetId: id, targetName: name, definition }) => ({
    user: '',
    target: { kind, id, name },
    type: 'alarm.cleared',
    message: `${definition.name} is over`,
  }))
  await addEvents(transaction, now, events)
}
