import { StatusError } from '#domain/errors.ts'
import type { Page, PageQuery } from '#domain/page.ts'
import { holds, type User } from '#domain/user.ts'
import type { NamespaceRole, NamespaceSpec, NamespaceView } from '#domain/vsphere/namespace.ts'
import { nearestLimit } from '#domain/vsphere/namespace-limits.ts'
import type { TaskView } from '#domain/vsphere/operations.ts'
import { concerns } from '#domain/vsphere/sso-subject.ts'
import type { Prisma } from '../store/__generated__/prisma/client.ts'
import { checkInput, invalidField, missing } from './check-input.ts'
import type { InventoryContext } from './context.ts'
import { defaultsProblem, NAMESPACE_CHANGE, NAMESPACE_SPEC } from './namespace-input.ts'
import { checkAccess, checkStorage, checkVmClasses, supervisorFor } from './namespace-parts.ts'
import { NAMESPACE_PARTS, type NamespaceRow, namespaceChange, namespaceViews } from './namespace-views.ts'
import { type Change, operate } from './operation.ts'
import { inventoryRevision, pageOf } from './page-of.ts'
import { visibleNamespaces } from './visible-namespaces.ts'

const COLUMNS = {
  fields: [
    'name',
    'id',
    'description',
    'supervisorName',
    'supervisorId',
    'clusterName',
    'clusterId',
    'configStatus',
    'kubernetesPhase',
    'createdBy',
    'createdAt',
    'usage.cpuMhz',
    'usage.memoryMiB',
    'usage.storageMiB',
    'limits.cpuMhz',
    'limits.memoryMiB',
    'limits.storageMiB',
    'pods.running',
    'pods.pending',
    'pods.failed',
  ],
  text: ['name', 'description', 'supervisorName'],
} as const

/** True when a namespace passes the filters on what is counted of it: pods in a phase (`pods`), the limit it is near (`nearLimit`). */
const passes = (view: NamespaceView, { pods, nearLimit }: { pods: string[]; nearLimit: string[] }): boolean =>
  (!pods.length || Object.entries(view.pods).some(([phase, count]) => count > 0 && pods.includes(phase))) &&
  (!nearLimit.length || nearLimit.includes(nearestLimit(view)?.resource ?? ''))

/** The namespaces that the user may see, a window at a time. Besides its fields, a filter may name `pods` and `nearLimit`. */
export const listNamespaces = async (
  context: InventoryContext,
  { supervisorId, ...query }: PageQuery & { supervisorId?: string } = {},
): Promise<Page<NamespaceView>> => {
  const revision = await inventoryRevision(context.store.inventory.read)
  const views = await namespaceViews(context, { ...visibleNamespaces(context.user), ...(supervisorId ? { supervisorId } : {}) })
  const { pods = [], nearLimit = [], ...filters } = query.filters ?? {}
  const found = views.filter((view) => passes(view, { pods, nearLimit }))
  return pageOf(found, { ...query, filters }, revision, COLUMNS)
}

/** One namespace. Without Namespaces.ListAccess, one that the user has no access to is refused in the same words as one that is not there. */
export const readNamespace = async (context: InventoryContext, id: string): Promise<NamespaceView> => {
  const [view] = await namespaceViews(context, { ...visibleNamespaces(context.user), id })
  if (view) return view
  if (holds(context.user, 'Namespaces.ListAccess')) throw missing('namespace', id)
  throw new StatusError(
    'Forbidden',
    `You have no access to namespace "${id}", or it does not exist; ask an owner of it or an administrator`,
  )
}

/** The namespace's row in a transaction, locked against other writers; NotFound when there is none. */
export const lockNamespace = async ({ db }: Pick<Change, 'db'>, id: string): Promise<NamespaceRow> => {
  await db.$queryRaw`SELECT id FROM "Namespace" WHERE id = ${id} FOR UPDATE`
  const row = await db.namespace.findUnique({ where: { id }, include: NAMESPACE_PARTS })
  if (!row) throw missing('namespace', id)
  return row
}

/** Refuses to change a namespace that is going away. */
export const mustStay = (row: NamespaceRow): void => {
  if (row.removing) throw new StatusError('Conflict', `Namespace "${row.name}" is being deleted and can't be changed any more`)
}

const columnsOf = ({
  limits,
  containerDefaults,
  objectLimits,
}: Pick<NamespaceSpec, 'limits' | 'containerDefaults' | 'objectLimits'>) => ({
  cpuLimitMhz: limits.cpuMhz,
  memoryLimitMiB: limits.memoryMiB,
  storageLimitMiB: limits.storageMiB,
  containerDefaults: containerDefaults as Prisma.InputJsonObject,
  objectLimits: objectLimits as Prisma.InputJsonObject,
})

/** Writes the rows of a new namespace; its controller makes the Kubernetes side. The spec must have passed NAMESPACE_SPEC. */
export const insertNamespace = async (
  change: Change,
  { urls, clock }: Pick<InventoryContext, 'urls' | 'clock'>,
  spec: NamespaceSpec,
  createdBy: string,
): Promise<string> => {
  const { db, nextId, record, event, task, note } = change
  const supervisor = await supervisorFor(change, spec.supervisorId)
  const there = await db.namespace.findUnique({ where: { name: spec.name }, include: { supervisor: { select: { name: true } } } })
  if (there) {
    throw new StatusError(
      'AlreadyExists',
      `There is a namespace "${spec.name}" on Supervisor "${there.supervisor.name}" already; names are unique in the whole vCenter`,
    )
  }
  const access = await checkAccess(change, spec.name, spec.access)
  const storage = await checkStorage(change, spec.name, supervisor.clusterId, spec.storage)
  const vmClasses = await checkVmClasses(change, spec.name, spec.vmClassIds)
  const row = await db.namespace.create({
    data: {
      id: await nextId('namespace'),
      name: spec.name,
      supervisorId: supervisor.id,
      description: spec.description,
      resourcePoolId: await nextId('resource-pool'),
      ...columnsOf(spec),
      createdBy,
      createdAt: clock.now(),
      access: { create: access },
      storage: { create: storage },
      vmClasses: { create: vmClasses.map((vmClassId) => ({ vmClassId })) },
    },
    include: NAMESPACE_PARTS,
  })
  record(namespaceChange(row, urls.apiBase, 'ADDED'))
  const target = { kind: 'Namespace', id: row.id, name: row.name }
  const { id: taskId } = await task('Create namespace', target, { description: 'Setting up the Kubernetes namespace' })
  await event(target, {
    type: 'namespace.created',
    message: `Created namespace ${row.name} on Supervisor ${supervisor.name}`,
    taskId,
  })
  note({ target: row.id, after: spec })
  return row.id
}

/** Adds a namespace with its limits, people, storage and classes. Name unique in the whole vCenter; the Supervisor must be running. */
export const createNamespace = async (context: InventoryContext, input: NamespaceSpec): Promise<NamespaceView> => {
  const id = await operate(
    context,
    { privilege: 'Namespaces.Configure', action: 'namespace.create', target: String(input?.name ?? '') },
    (change) => {
      const spec = checkInput(NAMESPACE_SPEC, input, 'Namespace', input?.name) as NamespaceSpec
      const problem = defaultsProblem(spec.containerDefaults, spec.limits)
      if (problem) throw invalidField('Namespace', spec.name, ...problem)
      return insertNamespace(change, context, spec, context.user.displayName)
    },
  )
  return readNamespace(context, id)
}

type NamespaceUpdate = Parameters<import('./inventory.ts').InventoryClient['updateNamespace']>[1]

/** Changes what is given and leaves the rest; lists are replaced whole. The controller brings Kubernetes in line. */
export const updateNamespace = async (context: InventoryContext, id: string, input: NamespaceUpdate): Promise<NamespaceView> => {
  await operate(context, { privilege: 'Namespaces.Configure', action: 'namespace.update', target: id }, async (change) => {
    const { db, record, event, task, note } = change
    const before = await lockNamespace(change, id)
    mustStay(before)
    const wanted = checkInput(NAMESPACE_CHANGE, input, 'Namespace', before.name) as NamespaceUpdate
    const limits = wanted.limits ?? {
      cpuMhz: before.cpuLimitMhz,
      memoryMiB: before.memoryLimitMiB,
      storageMiB: before.storageLimitMiB,
    }
    const containerDefaults = wanted.containerDefaults ?? (before.containerDefaults as NamespaceSpec['containerDefaults'])
    const objectLimits = wanted.objectLimits ?? (before.objectLimits as NamespaceSpec['objectLimits'])
    const problem = defaultsProblem(containerDefaults, limits)
    if (problem) throw invalidField('Namespace', before.name, ...problem)
    if (wanted.storage) {
      const storage = await checkStorage(change, before.name, before.supervisor.clusterId, wanted.storage)
      await db.storageLimit.deleteMany({ where: { namespaceId: id } })
      await db.storageLimit.createMany({ data: storage.map((each) => ({ namespaceId: id, ...each })) })
    }
    if (wanted.vmClassIds) {
      const classes = await checkVmClasses(change, before.name, wanted.vmClassIds)
      await db.namespaceVmClass.deleteMany({ where: { namespaceId: id } })
      await db.namespaceVmClass.createMany({ data: classes.map((vmClassId) => ({ namespaceId: id, vmClassId })) })
    }
    const row = await db.namespace.update({
      where: { id },
      data: {
        ...columnsOf({ limits, containerDefaults, objectLimits }),
        ...(wanted.description === undefined ? {} : { description: wanted.description }),
      },
      include: NAMESPACE_PARTS,
    })
    record(namespaceChange(row, context.urls.apiBase))
    const target = { kind: 'Namespace', id, name: row.name }
    await event(target, {
      type: 'namespace.reconfigured',
      message: `Changed ${Object.keys(wanted).join(', ')} of namespace ${row.name}`,
    })
    await task('Update namespace', target)
    const { messages: _messages, ...old } = namespaceChange(before, context.urls.apiBase).object
    note({ before: old, after: wanted })
  })
  return readNamespace(context, id)
}

/** Starts removing a namespace and everything in it; the task ends when the last of it is gone. Conflict when that has been asked for already. */
export const deleteNamespace = (context: InventoryContext, id: string): Promise<TaskView> =>
  operate(context, { privilege: 'Namespaces.Configure', action: 'namespace.delete', target: id }, async (change) => {
    const row = await lockNamespace(change, id)
    mustStay(row)
    return markRemoving(change, row, context.urls.apiBase)
  })

/** The rows of a deletion that has been asked for. */
export const markRemoving = async (
  { db, record, event, task }: Change,
  before: NamespaceRow,
  apiBase: string,
): Promise<TaskView> => {
  const row = await db.namespace.update({
    where: { id: before.id },
    data: { removing: true, configStatus: 'REMOVING' },
    include: NAMESPACE_PARTS,
  })
  record(namespaceChange(row, apiBase))
  const target = { kind: 'Namespace', id: row.id, name: row.name }
  const view = await task('Delete namespace', target, { description: 'Deleting the Kubernetes namespace' })
  await event(target, { type: 'namespace.deleting', message: `Deleting namespace ${row.name}`, taskId: view.id })
  return view
}

const RANK: NamespaceRole[] = ['VIEW', 'EDIT', 'OWNER']

/** The highest role that rules give a user on a namespace, directly or by group; undefined when none does. */
export const readNamespaceRole = async (
  { store, user }: { store: InventoryContext['store']; user: User },
  name: string,
): Promise<NamespaceRole | undefined> => {
  const rules = await store.inventory.read.accessRule.findMany({ where: { namespace: { name } } })
  const ranks = rules.filter((rule) => concerns(rule, user)).map(({ role }) => RANK.indexOf(role))
  return ranks.length ? RANK[Math.max(...ranks)] : undefined
}
