import type { Page, PageQuery } from '#domain/page.ts'
import { earliestStart } from '#domain/period.ts'
import { holds, type User } from '#domain/user.ts'
import type { AlarmView, EventView, TaskView } from '#domain/vsphere/operations.ts'
import type { Prisma } from '../store/__generated__/prisma/client.ts'
import { aboutTarget } from './about-target.ts'
import type { InventoryContext } from './context.ts'
import { alarmView, eventView, taskView } from './operation-views.ts'
import { checkField, inventoryRevision, pageOf, windowOf } from './page-of.ts'
import { visibleNamespaces } from './visible-namespaces.ts'

const TASK_FIELDS = [
  'queuedAt',
  'id',
  'name',
  'targetKind',
  'targetId',
  'targetName',
  'initiator',
  'state',
  'progress',
  'startedAt',
  'completedAt',
]
/** Fields that hold a time are filtered by how long ago it was. */
const TIMES = new Set(['queuedAt', 'startedAt', 'completedAt', 'at'])
const EVENT_FIELDS = ['at', 'id', 'type', 'severity', 'targetKind', 'targetId', 'targetName', 'user']

/** What the user may see of tasks, events and alarms: everything with System.Read, else what is about the namespaces they have access to. */
const visibleTargets = async ({ store, user }: { store: InventoryContext['store']; user: User }) => {
  if (holds(user, 'System.Read')) return {}
  const own = await store.inventory.read.namespace.findMany({
    where: visibleNamespaces(user),
    select: { id: true, name: true, supervisorId: true },
  })
  const pods = own.map(({ name, supervisorId }) => ({ targetKind: 'Pod', targetId: { startsWith: `${supervisorId}/${name}/` } }))
  return { OR: [{ targetId: { in: own.map(({ id }) => id) } }, ...pods] }
}

const matching = (query: PageQuery, fields: readonly string[], text: readonly string[], now: Date) => {
  const filters = Object.entries(query.filters ?? {}).filter(([, values]) => values.length)
  for (const [field] of filters) checkField('filter', field, fields)
  return [
    ...filters.map(([field, values]) => ({
      [field]: TIMES.has(field) ? { gt: earliestStart(field, values, now) } : { in: values },
    })),
    ...(query.q?.trim()
      ? [{ OR: text.map((field) => ({ [field]: { contains: query.q?.trim(), mode: 'insensitive' as const } })) }]
      : []),
  ]
}

const ordering = (query: PageQuery, fields: readonly string[]) => {
  const usual = fields[0] ?? 'id'
  const sort = query.sort ?? usual
  checkField('sort', sort, fields)
  // Unsorted means the newest first.
  const direction = (query.sort ? query.descending : true) ? ('desc' as const) : ('asc' as const)
  return [{ [sort]: direction }, { id: direction }]
}

/** Tasks of one object and what is in it, or all; the newest first unless sorted otherwise. */
export const listTasks = async (
  context: InventoryContext,
  { targetId, ...query }: PageQuery & { targetId?: string } = {},
): Promise<Page<TaskView>> => {
  const { read } = context.store.inventory
  const { offset, limit } = windowOf(query)
  const revision = await inventoryRevision(read)
  const where = {
    AND: [
      await visibleTargets(context),
      await aboutTarget(read, targetId),
      ...matching(query, TASK_FIELDS, ['name', 'targetName', 'initiator', 'description'], context.clock.now()),
    ],
  } as Prisma.TaskWhereInput
  const [rows, total] = await Promise.all([
    read.task.findMany({ where, orderBy: ordering(query, TASK_FIELDS) as never, skip: offset, take: limit }),
    read.task.count({ where }),
  ])
  return { rows: rows.map(taskView), total, revision }
}

/** Events of one object and what is in it, or all; the newest first unless sorted otherwise. */
export const listEvents = async (
  context: InventoryContext,
  { targetId, ...query }: PageQuery & { targetId?: string } = {},
): Promise<Page<EventView>> => {
  const { read } = context.store.inventory
  const { offset, limit } = windowOf(query)
  const revision = await inventoryRevision(read)
  const where = {
    AND: [
      await visibleTargets(context),
      await aboutTarget(read, targetId),
      ...matching(query, EVENT_FIELDS, ['message', 'targetName', 'user', 'type'], context.clock.now()),
    ],
  } as Prisma.EventWhereInput
  const [rows, total] = await Promise.all([
    read.event.findMany({ where, orderBy: ordering(query, EVENT_FIELDS) as never, skip: offset, take: limit }),
    read.event.count({ where }),
  ])
  return { rows: rows.map(eventView), total, revision }
}

/** The alarms that are raised now on one object and what is in it, or on all; the newest first unless sorted otherwise. */
export const listAlarms = async (
  context: InventoryContext,
  { targetId, ...query }: PageQuery & { targetId?: string } = {},
): Promise<Page<AlarmView>> => {
  const { read } = context.store.inventory
  const revision = await inventoryRevision(read)
  const where = { AND: [await visibleTargets(context), await aboutTarget(read, targetId)] } as Prisma.AlarmWhereInput
  const rows = await read.alarm.findMany({ where, include: { definition: true } })
  return pageOf(rows.map(alarmView), query.sort ? query : { ...query, descending: true }, revision, {
    fields: [
      'raisedAt',
      'id',
      'name',
      'definitionId',
      'targetKind',
      'targetId',
      'targetName',
      'severity',
      'acknowledgedAt',
      'acknowledgedBy',
    ],
    text: ['name', 'targetName', 'message'],
  })
}
