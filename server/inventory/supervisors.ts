import { StatusError } from '#domain/errors.ts'
import type { TaskView } from '#domain/vsphere/operations.ts'
import { preflightChecks } from '#domain/vsphere/preflight-checks.ts'
import type { EnableSpec, SupervisorView } from '#domain/vsphere/supervisor.ts'
import type { Prisma } from '../store/__generated__/prisma/client.ts'
import { checkInput, invalidField, missing } from './check-input.ts'
import type { InventoryContext } from './context.ts'
import { ensurePools } from './ip-pools.ts'
import { type Change, operate } from './operation.ts'
import { preflightFacts } from './preflight.ts'
import { requirePrivilege } from './require-privilege.ts'
import { ENABLE_SPEC } from './supervisor-input.ts'
import { SUPERVISOR_PARTS, supervisorChange, supervisorViews } from './supervisor-views.ts'

/** The Kubernetes that Supervisors run unless the control plane says otherwise. */
const USUAL_VERSION = 'v1.36.2'

/** Every Supervisor, by name. Needs System.Read. */
export const listSupervisors = async (context: InventoryContext): Promise<SupervisorView[]> => {
  await requirePrivilege(context, 'System.Read')
  return supervisorViews(context)
}

/** One Supervisor; NotFound when there is none. Needs System.Read. */
export const readSupervisor = async (context: InventoryContext, id: string): Promise<SupervisorView> => {
  await requirePrivilege(context, 'System.Read')
  const [view] = await supervisorViews(context, { id })
  if (!view) throw missing('Supervisor', id)
  return view
}

/** Starts making a cluster a Supervisor. Every preflight check is made again here; Conflict lists those that fail. */
export const enableSupervisor = async (context: InventoryContext, input: EnableSpec): Promise<SupervisorView> => {
  const id = await operate(
    context,
    { privilege: 'Namespaces.Manage', action: 'supervisor.enable', target: String(input?.clusterId ?? '') },
    async ({ db, record, event, task, note }) => {
      const spec = checkInput(ENABLE_SPEC, input, 'Supervisor', input?.name) as EnableSpec
      await db.$queryRaw`SELECT id FROM "Cluster" WHERE id = ${spec.clusterId} FOR UPDATE`
      const facts = await preflightFacts(db, spec.clusterId, context.clock.now())
      const failed = preflightChecks(facts, spec).filter(({ outcome }) => outcome === 'error')
      if (failed.length) {
        throw new StatusError(
          'Conflict',
          `Cluster "${facts.cluster.name}" can't become a Supervisor yet. ${failed
            .map(({ label, message, remedy }) => `${label}: ${message}${remedy ? ` (${remedy})` : ''}`)
            .join('. ')}`,
          {
            causes: failed.map(({ field, label, message }) => ({ reason: 'FieldValueInvalid', field: field ?? label, message })),
          },
        )
      }
      await refuseHostNames(db, spec)
      await ensurePools(db, spec)
      const row = await db.supervisor.create({
        data: {
          name: spec.name,
          clusterId: spec.clusterId,
          size: spec.size,
          version: context.supervisorVersion ?? USUAL_VERSION,
          spec: spec as unknown as Prisma.InputJsonObject,
          createdAt: context.clock.now(),
        },
        include: SUPERVISOR_PARTS,
      })
      record(supervisorChange(row, context.urls.apiBase, context.clock.now(), 'ADDED'))
      const target = { kind: 'Supervisor', id: row.id, name: row.name }
      const { id: taskId } = await task('Enable Workload Management', target, { description: 'Initializing vSphere resources' })
      await event(target, {
        type: 'supervisor.enabling',
        message: `Enabling Workload Management on cluster ${row.cluster.name}`,
        taskId,
      })
      note({ target: row.id, after: spec })
      return row.id
    },
  )
  return readSupervisor(context, id)
}

// The agent of that host has a certificate for its name, and could pass for the API.
const refuseHostNames = async (db: Change['db'], { name, apiServerDnsNames }: EnableSpec): Promise<void> => {
  const host = await db.host.findFirst({ where: { name: { in: apiServerDnsNames } } })
  if (host) throw invalidField('Supervisor', name, 'apiServerDnsNames', `"${host.name}" is the name of a host; choose another`)
}

/** Starts taking a Supervisor down, its namespaces first; the task tells each step. Conflict when that has been asked for already. */
export const disableSupervisor = (context: InventoryContext, id: string): Promise<TaskView> =>
  operate(
    context,
    { privilege: 'Namespaces.Manage', action: 'supervisor.disable', target: id },
    async ({ db, record, event, task }) => {
      await db.$queryRaw`SELECT id FROM "Supervisor" WHERE id = ${id} FOR UPDATE`
      const before = await db.supervisor.findUnique({ where: { id } })
      if (!before) throw missing('Supervisor', id)
      if (before.removing) throw new StatusError('Conflict', `Supervisor "${before.name}" is being disabled already`)
      const row = await db.supervisor.update({
        where: { id },
        data: { removing: true, configStatus: 'REMOVING' },
        include: SUPERVISOR_PARTS,
      })
      record(supervisorChange(row, context.urls.apiBase, context.clock.now()))
      const target = { kind: 'Supervisor', id, name: row.name }
      // Whoever waits for the enabling must not wait for ever.
      await db.task.updateMany({
        where: { targetId: id, state: 'RUNNING' },
        data: { state: 'ERROR', error: 'Workload Management is being disabled', completedAt: context.clock.now() },
      })
      const view = await task('Disable Workload Management', target, { description: 'Deleting namespaces' })
      await event(target, {
        type: 'supervisor.disabling',
        message: `Disabling Workload Management on cluster ${row.cluster.name}`,
        taskId: view.id,
      })
      return view
    },
  )
