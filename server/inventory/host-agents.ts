import { createHash } from 'node:crypto'
import { z } from 'zod'
import { hasReason, StatusError } from '#domain/errors.ts'
import type { HostAssignmentBody, SphereletReport } from '#domain/host-agent.ts'
import type { HostHardware } from '#domain/vsphere/host.ts'
import { METRICS } from '#domain/vsphere/metrics.ts'
import { checkInput, missing } from './check-input.ts'
import type { InventoryOptions } from './context.ts'
import { clearAlarm } from './alarm-writes.ts'
import { HOST_PARTS, hostChange } from './host-views.ts'
import type { HostAgentDoor } from './inventory.ts'
import { joinTokenHash } from './join-tokens.ts'
import { addEvent } from './operation.ts'

/** Host names become Node names: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
const HARDWARE = z.object({
  name: z
    .string()
    .max(253, 'must be at most 253 characters')
    .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/, 'must be a lower-case DNS name, because it names the Node')
    .refine((name) => name !== 'localhost' && !name.startsWith('localhost.'), 'must not be localhost: give the host a name of its own'),
  address: z.string().min(1),
  vendor: z.string(),
  model: z.string(),
  cpuModel: z.string(),
  cpuCores: z.int().positive(),
  cpuMhzPerCore: z.int().positive(),
  memoryBytes: z.int().positive(),
  version: z.string(),
  runtime: z.string().min(1),
  bootedAt: z.iso.datetime(),
})

type AgentContext = Pick<InventoryOptions, 'store' | 'clock'>

const rowData = (hardware: HostHardware, certificateSerial: string, now: Date) => {
  const { cpuMhzPerCore, memoryBytes, bootedAt, ...same } = hardware
  return {
    ...same,
    cpuMhz: cpuMhzPerCore,
    memoryBytes: BigInt(memoryBytes),
    bootedAt: new Date(bootedAt),
    lastSeenAt: now,
    connectionState: 'CONNECTED' as const,
    certificateSerial,
  }
}

const join = async (
  { store, clock }: AgentContext,
  token: string,
  hardware: HostHardware,
  certificateSerial: string,
): Promise<{ hostId: string; clusterId: string }> => {
  const checked = checkInput(HARDWARE, hardware, 'Host', hardware?.name)
  return store.inventory.write(async (transaction) => {
    const { db, record } = transaction
    const now = clock.now()
    const known = await db.joinToken.findUnique({ where: { hash: joinTokenHash(token) }, include: { cluster: true } })
    if (!known || known.expiresAt <= now) {
      throw new StatusError('Unauthorized', 'This join token is unknown or has expired; create a new one on the cluster (Add hosts)')
    }
    if (known.usesLeft !== null) {
      const used = await db.joinToken.updateMany({
        where: { id: known.id, usesLeft: { gt: 0 } },
        data: { usesLeft: { decrement: 1 } },
      })
      if (!used.count) throw new StatusError('Unauthorized', 'This join token has been used up; create a new one on the cluster (Add hosts)')
    }
    const there = await db.host.findUnique({ where: { name: checked.name }, include: { cluster: true } })
    if (there && there.clusterId !== known.clusterId) {
      throw new StatusError(
        'Conflict',
        `There is a host "${checked.name}" in cluster "${there.cluster.name}" already; host names must be unique because they name the Nodes`,
      )
    }
    const data = rowData(checked, certificateSerial, now)
    const row = there
      ? await db.host.update({ where: { id: there.id }, data, include: HOST_PARTS })
      : await db.host.create({
          data: { id: await transaction.nextId('host'), clusterId: known.clusterId, ...data },
          include: HOST_PARTS,
        })
    if (!there) {
      const shared = await db.datastoreCluster.findMany({ where: { clusterId: known.clusterId } })
      await db.datastoreHost.createMany({ data: shared.map(({ datastoreId }) => ({ datastoreId, hostId: row.id })) })
    }
    record(hostChange(row, now, there ? 'MODIFIED' : 'ADDED'))
    const target = { kind: 'Host', id: row.id, name: row.name }
    await addEvent(transaction, known.createdBy, now, target, {
      type: there ? 'host.rejoined' : 'host.added',
      message: there ? `Host ${row.name} joined again` : `Host ${row.name} joined cluster ${known.cluster.name}`,
    })
    await transaction.audit({
      who: known.createdBy,
      from: checked.address,
      action: 'host.join',
      target: row.id,
      outcome: 'ok',
      after: { name: row.name, clusterId: row.clusterId },
    })
    return { hostId: row.id, clusterId: row.clusterId }
  })
}

// Rows that somebody is writing are skipped: the next beat finds them, and nobody ever waits for a heartbeat.
const heartbeat = async ({ store, clock }: AgentContext, hostIds: string[]): Promise<void> => {
  if (!hostIds.length) return
  const now = clock.now()
  await store.inventory.read.$executeRaw`
    UPDATE "Host" SET "lastSeenAt" = ${now} WHERE id IN (
      SELECT id FROM "Host" WHERE id = ANY(${hostIds}) AND "connectionState" <> 'NOT_RESPONDING' ORDER BY id FOR UPDATE SKIP LOCKED)`
  const silent = await store.inventory.read.host.findMany({
    where: { id: { in: hostIds }, connectionState: 'NOT_RESPONDING' },
    select: { id: true },
  })
  for (const { id } of silent) await hearAgain({ store, clock }, id)
}

/** A host that had been silent is back: it says so in the log, as an event, and its alarm goes. */
const hearAgain = ({ store, clock }: AgentContext, id: string): Promise<void> =>
  store.inventory.write(async (transaction) => {
    const now = clock.now()
    const back = await transaction.db.host.updateMany({
      where: { id, connectionState: 'NOT_RESPONDING' },
      data: { connectionState: 'CONNECTED', lastSeenAt: now },
    })
    if (!back.count) return
    const row = await transaction.db.host.findUniqueOrThrow({ where: { id }, include: HOST_PARTS })
    transaction.record(hostChange(row, now))
    const target = { kind: 'Host', id, name: row.name }
    await addEvent(transaction, '', now, target, { type: 'host.responding', message: `Host ${row.name} responds again` })
    await clearAlarm(transaction, now, 'host-not-responding', target)
  })

const assignment = async ({ store }: AgentContext, hostId: string): Promise<HostAssignmentBody> => {
  const row = await store.inventory.read.host.findUnique({
    where: { id: hostId },
    select: {
      name: true,
      connectionState: true,
      spherelet: { select: { state: true, supervisor: { select: { id: true, name: true } } } },
      virtualMachines: { where: { powerState: 'POWERED_ON' }, select: { cpuCount: true, memoryMiB: true } },
    },
  })
  if (!row) throw missing('host', hostId)
  const supervisor = row.spherelet && row.spherelet.state !== 'REMOVING' ? row.spherelet.supervisor : undefined
  const body = {
    hostId,
    connection: row.connectionState === 'DISCONNECTED' ? ('DISCONNECTED' as const) : ('CONNECTED' as const),
    ...(supervisor
      ? { supervisor: { id: supervisor.id, name: supervisor.name, apiPath: `/supervisors/${supervisor.name}`, nodeName: row.name } }
      : {}),
    reserved: {
      cpuMillis: row.virtualMachines.reduce((sum, vm) => sum + vm.cpuCount * 1000, 0),
      memoryBytes: row.virtualMachines.reduce((sum, vm) => sum + vm.memoryMiB * 1024 ** 2, 0),
    },
  }
  return { revision: createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 16), ...body }
}

const reportSpherelet = ({ store, clock }: AgentContext, hostId: string, report: SphereletReport): Promise<void> =>
  store.inventory.write(async ({ db, record }) => {
    const known = await db.spherelet.findUnique({ where: { hostId } })
    if (!known) return
    if (report.state === 'REMOVED') {
      if (known.state !== 'REMOVING') return
      await db.spherelet.delete({ where: { hostId } })
    } else {
      if (known.state === 'REMOVING') return
      if (known.state === report.state && known.message === report.message && known.version === report.version) return
      const { state, message, version } = report
      await db.spherelet.update({ where: { hostId }, data: { state, message: message.slice(0, 1000), version: version.slice(0, 100) } })
    }
    const row = await db.host.findUnique({ where: { id: hostId }, include: HOST_PARTS })
    if (row) record(hostChange(row, clock.now()))
  })

const reportUsage: (context: AgentContext, samples: Parameters<HostAgentDoor['reportUsage']>[0]) => Promise<void> = async (
  { store, clock },
  samples,
) => {
  const at = clock.now()
  const data = samples.flatMap(({ hostId, cpuMhz, memoryBytes }) => [
    { targetId: hostId, metric: METRICS.cpu, interval: 20, at, value: cpuMhz },
    { targetId: hostId, metric: METRICS.memory, interval: 20, at, value: memoryBytes },
  ])
  if (data.length) await store.inventory.read.metricSample.createMany({ data, skipDuplicates: true })
}

/** The door for agents on hosts. The caller has proven who they are: a join token is checked here, a certificate before. */
export const createHostAgentDoor = (context: AgentContext): HostAgentDoor => ({
  join: (token, hardware, serial) => join(context, token, hardware, serial),
  heartbeat: (hostIds) => heartbeat(context, hostIds),
  reportUsage: (samples) => reportUsage(context, samples),
  assignment: (hostId) => assignment(context, hostId),
  reportSpherelet: (hostId, report) =>
    reportSpherelet(context, hostId, report).catch((error) => {
      // The host or the Supervisor went away while its agent was speaking: there is nobody left to tell.
      if (!hasReason(error, 'NotFound')) throw error
    }),
})
