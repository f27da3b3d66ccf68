import type { Page, PageQuery } from '#domain/page.ts'
import { earliestStart } from '#domain/period.ts'
import { holds, type User } from '#domain/user.ts'
import type { AlarmView } from '#domain/vsphere/operations.ts'
import type { InventoryDatabase } from '../store/inventory-store.ts'
import { aboutTarget, podsIn } from './about-target.ts'
import type { InventoryContext } from './context.ts'
import { alarmView, eventView, taskView } from './operation-views.ts'
import { checkField, inventoryRevision, pageOf, windowOf } from './page-of.ts'
import { visibleNamespaces } from './visible-namespaces.ts'

/** Fields that hold a time are filtered by how long ago it was. */
const TIMES = new Set(['queuedAt', 'startedAt', 'completedAt', 'at'])

/** What the user may see of tasks, events and alarms: everything with System.Read, else what is about the namespaces they have access to. */
const visibleTargets = async ({ store, user }: { store: InventoryContext['store']; user: User }) => {
  if (holds(user, 'System.Read')) return {}
  const own = await store.inventory.read.namespace.findMany({
    where: visibleNamespaces(user),
    select: { id: true, name: true, supervisorId: true },
  })
  return { OR: [{ targetId: { in: own.map(({ id }) => id) } }, ...podsIn(own)] }
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

/** The rows of a model as Prisma finds them; what is asked for has been checked against the log's fields. */
interface Rows<Row> {
  findMany(args: { where: object; orderBy: object[]; skip: number; take: number }): Promise<Row[]>
  count(args: { where: object }): Promise<number>
}

interface Log<Row, View> {
  rows(read: InventoryDatabase): unknown
  /** What may be filtered and sorted by; the first is the order when none is asked for. */
  fields: readonly string[]
  /** What a text is looked for in. */
  text: readonly string[]
  view(row: Row): View
}

type LogQuery = PageQuery & { targetId?: string }

/** Lists what only grows, a window at a time, sorted and filtered by the database. */
const lister =
  <Row, View>({ rows, fields, text, view }: Log<Row, View>) =>
  async (context: InventoryContext, { targetId, ...query }: LogQuery = {}): Promise<Page<View>> => {
    const { read } = context.store.inventory
    const { offset, limit } = windowOf(query)
    const orderBy = ordering(query, fields)
    const revision = await inventoryRevision(read)
    const wanted = matching(query, fields, text, context.clock.now())
    const where = { AND: [await visibleTargets(context), await aboutTarget(read, targetId), ...wanted] }
    const model = rows(read) as Rows<Row>
    const [found, total] = await Promise.all([
      model.findMany({ where, orderBy, skip: offset, take: limit }),
      model.count({ where }),
    ])
    return { rows: found.map(view), total, revision }
  }

/** Tasks of one object and what is in it, or all; the newest first unless sorted otherwise. */
export const listTasks = lister({
  rows: (read) => read.task,
  fields: [
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
  ],
  text: ['name', 'targetName', 'initiator', 'description'],
  view: taskView,
})

/** Events of one object and what is in it, or all; the newest first unless sorted otherwise. */
export const listEvents = lister({
  rows: (read) => read.event,
  fields: ['at', 'id', 'type', 'severity', 'targetKind', 'targetId', 'targetName', 'user'],
  text: ['message', 'targetName', 'user', 'type'],
  view: eventView,
})

/** The alarms that are raised now on one object and what is in it, or on all; the newest first unless sorted otherwise. */
export const listAlarms = async (context: InventoryContext, { targetId, ...query }: LogQuery = {}): Promise<Page<AlarmView>> => {
  const { read } = context.store.inventory
  const revision = await inventoryRevision(read)
  const where = { AND: [await visibleTargets(context), await aboutTarget(read, targetId)] }
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
