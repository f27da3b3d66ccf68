import type { AlarmView } from '#domain/vsphere/operations.ts'
import { missing } from './check-input.ts'
import type { InventoryContext } from './context.ts'
import { operate } from './operation.ts'
import { alarmView } from './operation-views.ts'

/** Says that somebody looks after the alarm; it stays raised until its cause is gone. Acknowledging again keeps the first name. */
export const acknowledgeAlarm = (context: InventoryContext, id: string): Promise<AlarmView> =>
  operate(context, { privilege: 'Alarm.Acknowledge', action: 'alarm.acknowledge', target: id }, async ({ db, record, event }) => {
    const before = await db.alarm.findUnique({ where: { id }, include: { definition: true } })
    if (!before) throw missing('alarm', id)
    if (before.acknowledgedAt) return alarmView(before)
    const row = await db.alarm.update({
      where: { id },
      data: { acknowledgedAt: context.clock.now(), acknowledgedBy: context.user.displayName },
      include: { definition: true },
    })
    const view = alarmView(row)
    record({ kind: 'Alarm', id, operation: 'MODIFIED', object: { ...view } })
    await event(
      { kind: row.targetKind, id: row.targetId, name: row.targetName },
      { type: 'alarm.acknowledged', message: `Acknowledged "${view.name}"` },
    )
    return view
  })

/** Takes the alarm away; it comes back when its cause is still there the next time it is looked at. */
export const resetAlarm = (context: InventoryContext, id: string): Promise<void> =>
  operate(context, { privilege: 'Alarm.SetStatus', action: 'alarm.reset', target: id }, async ({ db, record, event }) => {
    const before = await db.alarm.findUnique({ where: { id }, include: { definition: true } })
    if (!before) throw missing('alarm', id)
    await db.alarm.delete({ where: { id } })
    record({ kind: 'Alarm', id, operation: 'DELETED', object: { ...alarmView(before) } })
    await event(
      { kind: before.targetKind, id: before.targetId, name: before.targetName },
      { type: 'alarm.reset', message: `Reset "${before.definition.name}" to green` },
    )
  })
