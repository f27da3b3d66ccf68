import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { StatusError } from '#domain/errors.ts'
import type { User } from '#domain/user.ts'
import type { StatusMessage } from '#domain/vsphere/conditions.ts'
import { type NamespaceView, PLAIN_NAMESPACE } from '#domain/vsphere/namespace.ts'
import type { ConfigStatus } from '#domain/vsphere/supervisor.ts'
import type { Prisma } from '../store/__generated__/prisma/client.ts'
import { checkInput } from './check-input.ts'
import type { InventoryContext } from './context.ts'
import { namespaceName } from './namespace-input.ts'
import { NAMESPACE_PARTS, namespaceChange, namespaceFacts, namespaceViews, slowestCoreMhz } from './namespace-views.ts'
import { insertNamespace, markRemoving } from './namespaces.ts'
import { addEvent, addTask, operate } from './operation.ts'
import { requirePrivilege } from './require-privilege.ts'
import type { SystemContext } from './system-context.ts'
import { writeTaskUpdate } from './system-operations.ts'

/** What a namespace should be, as its controller needs it. */
export interface NamespaceState extends Omit<NamespaceView, 'usage' | 'pods' | 'kubernetesPhase'> {
  removing: boolean
  /** MHz of the slowest core of the cluster: what one Kubernetes core counts as. */
  coreMhz: number
  supervisorRemoving: boolean
  /** True once the Supervisor's Kubernetes API takes objects. */
  apiReady: boolean
  /** Every policy that any namespace of the Supervisor uses: these are the StorageClasses it has. */
  supervisorPolicies: { id: string; name: string }[]
}

/** What the namespace controller writes, and what `kubectl create|delete namespace` means on the vSphere side. */
export interface SystemNamespaces {
  namespaceIds(): Promise<string[]>
  namespaceState(id: string): Promise<NamespaceState | undefined>
  /** The id of the vSphere Namespace behind a Kubernetes namespace, if there is one. */
  namespaceIdOf(supervisorId: string, name: string): Promise<string | undefined>
  setNamespaceStatus(id: string, status: { configStatus: ConfigStatus; messages: StatusMessage[] }): Promise<void>
  /** The Kubernetes side is going away: the vSphere side follows. */
  markNamespaceRemoving(id: string, why: string): Promise<void>
  /** The last step of a deletion. */
  deleteNamespaceRow(id: string): Promise<void>
  /** Usage and limits of every namespace, for alarms. */
  namespaceUsage(): Promise<NamespaceView[]>
  /**
   * Makes the vSphere Namespace of a `kubectl create namespace`: without limits, with the StorageClasses of the Supervisor's control-plane
   * policy. Needs Namespaces.Configure. One that exists already on this Supervisor is left as it is. A dry run refuses what would be refused, and
   * leaves nothing behind.
   */
  createNamespaceFromKubernetes(user: User, supervisorId: string, name: string, options: { dryRun: boolean }): Promise<void>
  /** Forbidden when there is a vSphere Namespace of that name and the user lacks Namespaces.Configure. */
  mayDeleteNamespaceFromKubernetes(user: User, supervisorId: string, name: string): Promise<void>
  /** Starts deleting the vSphere Namespace of a `kubectl delete namespace`, if there is one. Needs Namespaces.Configure. */
  deleteNamespaceFromKubernetes(user: User, supervisorId: string, name: string): Promise<void>
}

const STATE_PARTS = {
  ...NAMESPACE_PARTS,
  supervisor: {
    include: {
      cluster: { select: { name: true, hosts: { select: { cpuMhz: true } } } },
      namespaces: { select: { storage: { select: { policy: { select: { id: true, name: true } } } } } },
    },
  },
} as const satisfies Prisma.NamespaceInclude

const readState = async ({ store, urls }: SystemContext, id: string): Promise<NamespaceState | undefined> => {
  const row = await store.inventory.read.namespace.findUnique({ where: { id }, include: STATE_PARTS })
  if (!row) return undefined
  const policies = new Map(
    row.supervisor.namespaces.flatMap(({ storage }) =>
      storage.map(({ policy }): [string, { id: string; name: string }] => [policy.id, policy]),
    ),
  )
  const conditions = row.supervisor.conditions as unknown as { type: string; status: string }[]
  return {
    ...namespaceFacts(row, urls.apiBase),
    removing: row.removing,
    coreMhz: slowestCoreMhz(row.supervisor.cluster.hosts),
    supervisorRemoving: row.supervisor.removing,
    apiReady: conditions.some(({ type, status }) => type === 'KubernetesAPIReady' && status === 'TRUE'),
    supervisorPolicies: [...policies.values()],
  }
}

const markGone = ({ store, clock, urls }: SystemContext, id: string, why: string): Promise<void> =>
  store.inventory.write(async (transaction) => {
    const { db, record } = transaction
    const before = await db.namespace.findUnique({ where: { id } })
    if (!before || before.removing) return
    const row = await db.namespace.update({
      where: { id },
      data: { removing: true, configStatus: 'REMOVING' },
      include: NAMESPACE_PARTS,
    })
    record(namespaceChange(row, urls.apiBase))
    const target = { kind: 'Namespace', id, name: row.name }
    const task = await addTask(transaction, 'namespace-controller', clock.now(), 'Delete namespace', target, { description: why })
    await addEvent(transaction, '', clock.now(), target, {
      type: 'namespace.deleting',
      message: `Deleting namespace ${row.name}: ${why}`,
      taskId: task.id,
    })
  })

const deleteRow = ({ store, clock, urls }: SystemContext, id: string): Promise<void> =>
  store.inventory.write(async (transaction) => {
    const { db, record } = transaction
    const row = await db.namespace.findUnique({ where: { id }, include: NAMESPACE_PARTS })
    if (!row) return
    await db.alarm.deleteMany({ where: { targetId: id } })
    await db.namespace.delete({ where: { id } })
    record({ ...namespaceChange(row, urls.apiBase), operation: 'DELETED' })
    const target = { kind: 'Namespace', id, name: row.name }
    await addEvent(transaction, '', clock.now(), target, { type: 'namespace.deleted', message: `Deleted namespace ${row.name}` })
    await writeTaskUpdate(transaction, clock.now(), id, 'Create namespace', { error: 'The namespace was deleted' })
    await writeTaskUpdate(transaction, clock.now(), id, 'Delete namespace', { done: true, description: 'Deleted' })
  })

/** Thrown at the end of a dry run, so that the transaction it ran in is rolled back. */
const WOULD_WORK = new Error('a dry run ends here')

const createFromKubernetes = async (
  context: InventoryContext,
  supervisorId: string,
  input: string,
  { dryRun }: { dryRun: boolean },
): Promise<void> => {
  const name = checkInput(z.object({ name: namespaceName }), { name: input }, 'Namespace', input).name
  const there = await context.store.inventory.read.namespace.findUnique({ where: { name } })
  if (there?.supervisorId === supervisorId) {
    if (there.removing) throw new StatusError('Conflict', `namespaces "${name}" is being deleted; wait until it is gone`)
    return
  }
  const creating = operate(
    context,
    { privilege: 'Namespaces.Configure', action: 'namespace.create', target: name },
    async (change) => {
      const supervisor = await change.db.supervisor.findUnique({ where: { id: supervisorId } })
      const policyId = (supervisor?.spec as { storage?: { controlPlanePolicyId?: string } } | undefined)?.storage
        ?.controlPlanePolicyId
      await insertNamespace(
        change,
        context,
        {
          ...PLAIN_NAMESPACE,
          name,
          supervisorId,
          storage: policyId ? [{ policyId, limitMiB: null }] : [],
        },
        context.user.displayName,
      )
      if (dryRun) throw WOULD_WORK
    },
  )
  await creating.catch((error) => {
    if (error !== WOULD_WORK) throw error
  })
}

const DELETING = { privilege: 'Namespaces.Configure', action: 'namespace.delete' } as const

/** The vSphere Namespace that a `kubectl delete namespace` is about, unless it is going already. */
const deletable = async ({ store }: InventoryContext, supervisorId: string, name: string) =>
  (await store.inventory.read.namespace.findFirst({ where: { name, supervisorId, removing: false } })) ?? undefined

const mayDeleteFromKubernetes = async (context: InventoryContext, supervisorId: string, name: string): Promise<void> => {
  const there = await deletable(context, supervisorId, name)
  if (there) await requirePrivilege(context, DELETING.privilege, { action: DELETING.action, target: there.id })
}

const deleteFromKubernetes = async (context: InventoryContext, supervisorId: string, name: string): Promise<void> => {
  const there = await deletable(context, supervisorId, name)
  if (!there) return
  await operate(context, { ...DELETING, target: there.id }, async (change) => {
    const row = await change.db.namespace.findUnique({ where: { id: there.id }, include: NAMESPACE_PARTS })
    if (row && !row.removing) await markRemoving(change, row, context.urls.apiBase)
  })
}

/** Namespaces on this store. */
export const systemNamespaces = (context: SystemContext, as: (user: User) => InventoryContext): SystemNamespaces => {
  const { store, urls } = context
  return {
    namespaceIds: async () => (await store.inventory.read.namespace.findMany({ select: { id: true } })).map(({ id }) => id),
    namespaceState: (id) => readState(context, id),
    namespaceIdOf: async (supervisorId, name) =>
      (await store.inventory.read.namespace.findFirst({ where: { supervisorId, name }, select: { id: true } }))?.id,
    setNamespaceStatus: async (id, { configStatus, messages }) => {
      const before = await store.inventory.read.namespace.findUnique({ where: { id } })
      if (!before || (before.configStatus === configStatus && isDeepStrictEqual(before.messages, messages))) return
      await store.inventory.write(async ({ db, record }) => {
        // Somebody may have asked for deletion since the status was worked out: that must not look undone.
        const where = { id, removing: configStatus === 'REMOVING' }
        const data = { configStatus, messages: messages as unknown as Prisma.InputJsonArray }
        const { count } = await db.namespace.updateMany({ where, data })
        if (count)
          record(namespaceChange(await db.namespace.findUniqueOrThrow({ where: { id }, include: NAMESPACE_PARTS }), urls.apiBase))
      })
    },
    markNamespaceRemoving: (id, why) => markGone(context, id, why),
    deleteNamespaceRow: (id) => deleteRow(context, id),
    namespaceUsage: () => namespaceViews(context, {}),
    createNamespaceFromKubernetes: (user, supervisorId, name, options) =>
      createFromKubernetes(as(user), supervisorId, name, options),
    mayDeleteNamespaceFromKubernetes: (user, supervisorId, name) => mayDeleteFromKubernetes(as(user), supervisorId, name),
    deleteNamespaceFromKubernetes: (user, supervisorId, name) => deleteFromKubernetes(as(user), supervisorId, name),
  }
}
