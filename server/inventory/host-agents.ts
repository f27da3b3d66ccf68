import { createHash } from 'node:crypto'
import { z } from 'zod'
import { hasReason } from '#domain/errors.ts'
import type { HostAssignmentBody, SphereletReport } from '#domain/host-agent.ts'
import { LIVE_INTERVAL, METRICS } from '#domain/vsphere/metrics.ts'
import type { Prisma } from '../store/__generated__/prisma/client.ts'
import { gather } from '../store/gather.ts'
import type { InventoryTransaction } from '../store/inventory-store.ts'
import { clearAlarms } from './alarm-writes.ts'
import { checkInput, missing } from './check-input.ts'
import type { InventoryOptions } from './context.ts'
import { grouped } from './grouped.ts'
import { type HostJoin, type JoinedHost, joinHosts } from './host-joins.ts'
import { hostsHeldBy, renewHostCertificate } from './host-keys.ts'
import { HOST_PARTS, hostChange } from './host-views.ts'
import type { HostAgentDoor } from './inventory.ts'
import { addEvents } from './operation.ts'
import { podRangeOwner } from './pod-ranges.ts'

/** Host names become Node names: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
const HARDWARE = z.object({
  name: z
    .string()
    .max(253, 'must be at most 253 characters')
    .regex(
      /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
      'must be a lower-case DNS name, because it names the Node',
    )
    .refine(
      (name) => name !== 'localhost' && !name.startsWith('localhost.'),
      'must not be localhost: give the host a name of its own',
    ),
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
type SphereletRow = Prisma.SphereletGetPayload<object>

/** Names given twice wait for their next turn, in order: a batch holds each host once. */
const inTurns = <T>(items: readonly T[], key: (item: T) => string): number[][] => {
  const turns: number[][] = []
  const seen = new Map<string, number>()
  for (const [index, item] of items.entries()) {
    const turn = seen.get(key(item)) ?? 0
    seen.set(key(item), turn + 1)
    turns[turn] = [...(turns[turn] ?? []), index]
  }
  return turns
}

const joinMany = ({ store, clock }: AgentContext, joins: HostJoin[]): Promise<(JoinedHost | Error)[]> =>
  store.inventory.write(async (transaction) => {
    const answers: (JoinedHost | Error)[] = []
    for (const turn of inTurns(joins, ({ hardware }) => hardware.name)) {
      const joined = await joinHosts(
        transaction,
        turn.map((index) => joins[index] as HostJoin),
        clock.now(),
      )
      for (const [at, index] of turn.entries()) answers[index] = joined[at] as JoinedHost | Error
    }
    return answers
  })

// Rows that somebody is writing are skipped: the next beat finds them, and nobody ever waits for a heartbeat.
const heartbeat = async ({ store, clock }: AgentContext, hostIds: string[]): Promise<void> => {
  if (!hostIds.length) return
  const now = clock.now()
  await store.inventory.unlogged.$executeRaw`
    UPDATE "Host" SET "lastSeenAt" = ${now} WHERE id IN (
      SELECT id FROM "Host" WHERE id = ANY(${hostIds}) AND "connectionState" <> 'NOT_RESPONDING' ORDER BY id FOR UPDATE SKIP LOCKED)`
  const silent = await store.inventory.read.host.findMany({
    where: { id: { in: hostIds }, connectionState: 'NOT_RESPONDING' },
    select: { id: true },
  })
  if (silent.length)
    await hearAgain(
      { store, clock },
      silent.map(({ id }) => id),
    )
}

/** Hosts that had been silent are back: the log and an event say so, and their alarms go. */
const hearAgain = ({ store, clock }: AgentContext, ids: string[]): Promise<void> =>
  store.inventory.write(async (transaction) => {
    const now = clock.now()
    const back = await transaction.db.host.updateManyAndReturn({
      where: { id: { in: ids }, connectionState: 'NOT_RESPONDING' },
      data: { connectionState: 'CONNECTED', lastSeenAt: now },
      select: { id: true },
    })
    const rows = await transaction.db.host.findMany({ where: { id: { in: back.map(({ id }) => id) } }, include: HOST_PARTS })
    for (const row of rows) transaction.record(hostChange(row, now))
    const targets = rows.map(({ id, name }) => ({ kind: 'Host', id, name }))
    const events = targets.map((target) => ({
      user: '',
      target,
      type: 'host.responding',
      message: `Host ${target.name} responds again`,
    }))
    await addEvents(transaction, now, events)
    await clearAlarms(transaction, now, 'host-not-responding', targets)
  })

const ASSIGNMENT_PARTS = {
  id: true,
  name: true,
  connectionState: true,
  spherelet: { select: { state: true, supervisor: { select: { id: true, name: true } } } },
  virtualMachines: { where: { powerState: 'POWERED_ON' }, select: { cpuCount: true, memoryMiB: true } },
} as const satisfies Prisma.HostSelect

const assignmentOf = (
  row: Prisma.HostGetPayload<{ select: typeof ASSIGNMENT_PARTS }>,
  podRanges: ReadonlyMap<string, string>,
): HostAssignmentBody => {
  const supervisor = row.spherelet && row.spherelet.state !== 'REMOVING' ? row.spherelet.supervisor : undefined
  const podCidr = supervisor && podRanges.get(podRangeOwner(supervisor.id, row.id))
  const body = {
    hostId: row.id,
    connection: row.connectionState === 'DISCONNECTED' ? ('DISCONNECTED' as const) : ('CONNECTED' as const),
    ...(supervisor
      ? {
          supervisor: {
            id: supervisor.id,
            name: supervisor.name,
            apiPath: `/supervisors/${supervisor.name}`,
            nodeName: row.name,
            ...(podCidr ? { podCidr } : {}),
          },
        }
      : {}),
    reserved: {
      cpuMillis: row.virtualMachines.reduce((sum, vm) => sum + vm.cpuCount * 1000, 0),
      memoryBytes: row.virtualMachines.reduce((sum, vm) => sum + vm.memoryMiB * 1024 ** 2, 0),
    },
  }
  return { revision: createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 16), ...body }
}

const assignments = async ({ store }: AgentContext, hostIds: string[]): Promise<(HostAssignmentBody | Error)[]> => {
  const rows = await store.inventory.read.host.findMany({
    where: { id: { in: [...new Set(hostIds)] } },
    select: ASSIGNMENT_PARTS,
  })
  const owners = rows.flatMap(({ id, spherelet }) => (spherelet ? [podRangeOwner(spherelet.supervisor.id, id)] : []))
  const held = await store.inventory.read.ipAllocation.findMany({ where: { owner: { in: owners } } })
  const ranges = new Map(held.map(({ owner, address }) => [owner, address]))
  const found = new Map(rows.map((row) => [row.id, assignmentOf(row, ranges)]))
  return hostIds.map((id) => found.get(id) ?? missing('host', id))
}

interface HostReport {
  hostId: string
  report: SphereletReport
}

const isNews = (known: SphereletRow, { state, message, version }: SphereletReport) =>
  state === 'REMOVED'
    ? known.state === 'REMOVING'
    : known.state !== 'REMOVING' && (known.state !== state || known.message !== message || known.version !== version)

const shortened = ({ state, message, version }: SphereletReport): SphereletReport => ({
  state,
  message: message.slice(0, 1000),
  version: version.slice(0, 100),
})

/** What Spherelets say of themselves, at most once per host: those that say the same are written together. */
const storeReports = async ({ db, record }: InventoryTransaction, reports: readonly HostReport[], now: Date): Promise<void> => {
  const rows = await db.spherelet.findMany({ where: { hostId: { in: reports.map(({ hostId }) => hostId) } } })
  const known = new Map(rows.map((row) => [row.hostId, row]))
  const news = reports
    .map(({ hostId, report }) => ({ hostId, report: shortened(report) }))
    .filter(({ hostId, report }) => {
      const row = known.get(hostId)
      return row !== undefined && isNews(row, report)
    })
  for (const same of grouped(news, ({ report }) => JSON.stringify(report)).values()) {
    const ids = same.map(({ hostId }) => hostId)
    const { state, message, version } = (same[0] as HostReport).report
    // A Supervisor that is disabled meanwhile has the last word.
    if (state === 'REMOVED') await db.spherelet.deleteMany({ where: { hostId: { in: ids }, state: 'REMOVING' } })
    else
      await db.spherelet.updateMany({
        where: { hostId: { in: ids }, state: { not: 'REMOVING' } },
        data: { state, message, version },
      })
  }
  if (!news.length) return
  const hosts = await db.host.findMany({ where: { id: { in: news.map(({ hostId }) => hostId) } }, include: HOST_PARTS })
  for (const host of hosts) record(hostChange(host, now))
}

const reportMany = async ({ store, clock }: AgentContext, reports: HostReport[]): Promise<undefined[]> => {
  await store.inventory.write(async (transaction) => {
    for (const turn of inTurns(reports, ({ hostId }) => hostId)) {
      await storeReports(
        transaction,
        turn.map((index) => reports[index] as HostReport),
        clock.now(),
      )
    }
  })
  return reports.map(() => undefined)
}

const reportUsage: (context: AgentContext, samples: Parameters<HostAgentDoor['reportUsage']>[0]) => Promise<void> = async (
  { store, clock },
  samples,
) => {
  if (!samples.length) return
  const pick = <T>(of: (sample: (typeof samples)[number]) => T) => samples.map(of)
  await store.inventory.unlogged.$executeRaw`
    INSERT INTO "MetricSample" ("targetId", metric, interval, at, value)
    SELECT host, metric, ${LIVE_INTERVAL}, ${clock.now()}, value
    FROM unnest(${pick(({ hostId }) => hostId)}::text[], ${pick(({ cpuMhz }) => cpuMhz)}::float8[], ${pick(({ memoryBytes }) => memoryBytes)}::float8[])
      AS sample (host, cpu, memory), LATERAL (VALUES (${METRICS.cpu}, cpu), (${METRICS.memory}, memory)) AS counter (metric, value)
    ON CONFLICT DO NOTHING`
}

/** The door for agents on hosts. The caller has proven who they are: a join token is checked here, a certificate before. */
export const createHostAgentDoor = (context: AgentContext): HostAgentDoor => {
  // A thousand hosts that ask at once, because they start or because their cluster became a Supervisor, are answered in a few statements.
  const join = gather((joins: HostJoin[]) => joinMany(context, joins), 250)
  const assignment = gather((hostIds: string[]) => assignments(context, hostIds))
  const report = gather((reports: HostReport[]) => reportMany(context, reports))
  return {
    join: async (token, hardware, certificate) =>
      join({ token, hardware: checkInput(HARDWARE, hardware, 'Host', hardware?.name), certificate }),
    heldBy: (keyThumbprint, hostIds) => hostsHeldBy(context, keyThumbprint, hostIds),
    renewCertificate: (hostId, presentedKey, next) => renewHostCertificate(context, hostId, presentedKey, next),
    heartbeat: (hostIds) => heartbeat(context, hostIds),
    reportUsage: (samples) => reportUsage(context, samples),
    assignment,
    reportSpherelet: (hostId, said) =>
      report({ hostId, report: said }).catch((error) => {
        // The host or the Supervisor went away while its agent was speaking: there is nobody left to tell.
        if (!hasReason(error, 'NotFound')) throw error
      }),
  }
}
