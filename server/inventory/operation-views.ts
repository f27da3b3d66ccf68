import type { AlarmView, EventView, TaskView } from '#domain/vsphere/operations.ts'
import type { Prisma } from '../store/__generated__/prisma/client.ts'

/** A Task row as the client sees it. */
export const taskView = (row: Prisma.TaskModel): TaskView => ({
  id: row.id,
  name: row.name,
  targetKind: row.targetKind,
  targetId: row.targetId,
  targetName: row.targetName,
  initiator: row.initiator,
  state: row.state,
  progress: row.progress,
  description: row.description,
  ...(row.error ? { error: row.error } : {}),
  queuedAt: row.queuedAt.toISOString(),
  ...(row.startedAt ? { startedAt: row.startedAt.toISOString() } : {}),
  ...(row.completedAt ? { completedAt: row.completedAt.toISOString() } : {}),
})

/** An Event row as the client sees it. */
export const eventView = (row: Prisma.EventModel): EventView => ({
  id: String(row.id),
  at: row.at.toISOString(),
  type: row.type,
  severity: row.severity,
  message: row.message,
  targetKind: row.targetKind,
  targetId: row.targetId,
  targetName: row.targetName,
  user: row.user,
  ...(row.taskId ? { taskId: row.taskId } : {}),
})

/** An Alarm row, with its definition's name, as the client sees it. */
export const alarmView = (row: Prisma.AlarmGetPayload<{ include: { definition: true } }>): AlarmView => ({
  id: row.id,
  definitionId: row.definitionId,
  name: row.definition.name,
  targetKind: row.targetKind,
  targetId: row.targetId,
  targetName: row.targetName,
  severity: row.severity,
  message: row.message,
  raisedAt: row.raisedAt.toISOString(),
  ...(row.acknowledgedAt ? { acknowledgedAt: row.acknowledgedAt.toISOString() } : {}),
  ...(row.acknowledgedBy ? { acknowledgedBy: row.acknowledgedBy } : {}),
})
