import type { InventoryTransaction } from '../store/inventory-store.ts'
import { addEvent, type Target } from './operation.ts'
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
  await addEvent(transaction, '', now, target, { type: 'alarm.raised', severity: definition.severity, message: `${definition.name}: ${message}` })
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
