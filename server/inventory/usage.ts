import { type HostUsage, LIVE_SECONDS, METRICS } from '#domain/vsphere/metrics.ts'
import { supervisorApi } from '#domain/vsphere/supervisor.ts'
import type { InventoryDatabase } from '../store/inventory-store.ts'

export interface PodCounts {
  running: number
  pending: number
  failed: number
  succeeded: number
}

/** Sums of requests as quotas count them: millicores and bytes. */
export interface Requested {
  cpuMillis: number
  memoryBytes: number
  storageBytes: number
}

/** What a Kubernetes namespace holds, for the inventory's numbers. */
export interface NamespaceUsage {
  phase?: 'Active' | 'Terminating'
  pods: PodCounts
  requested: Requested
}

/** The Kubernetes side of the inventory's numbers, and live use. Each method is one or a few aggregates, however many rows there are. */
export interface UsageReader {
  /** By `namespace` name, of one Supervisor, or of those given. */
  namespaces(supervisorIds: string[]): Promise<Map<string, NamespaceUsage>>
  /** Pods that hold a place, by `supervisorId/nodeName`. */
  podsPerHost(supervisorIds: string[]): Promise<Map<string, number>>
  /** The latest live sample of each host; hosts that have not reported lately are absent. */
  live(now: Date): Promise<Map<string, HostUsage>>
}

export const NO_PODS: PodCounts = { running: 0, pending: 0, failed: 0, succeeded: 0 }
export const NOTHING_REQUESTED: Requested = { cpuMillis: 0, memoryBytes: 0, storageBytes: 0 }

const QUOTA_FIELD: Record<string, keyof Requested> = {
  'requests.cpu': 'cpuMillis',
  'requests.memory': 'memoryBytes',
  'requests.storage': 'storageBytes',
}

const podField = (phase: string | null): keyof PodCounts =>
  phase === 'Running' ? 'running' : phase === 'Failed' ? 'failed' : phase === 'Succeeded' ? 'succeeded' : 'pending'

/** Reads usage from the tables that the object store and the hosts' agents keep. */
export const createUsageReader = (read: InventoryDatabase): UsageReader => ({
  namespaces: async (supervisorIds) => {
    const apis = supervisorIds.map(supervisorApi)
    const usage = new Map<string, NamespaceUsage>()
    if (!apis.length) return usage
    const of = (name: string) => {
      const known = usage.get(name) ?? { pods: { ...NO_PODS }, requested: { ...NOTHING_REQUESTED } }
      usage.set(name, known)
      return known
    }
    const [phases, pods, quotas] = await Promise.all([
      read.$queryRaw<{ name: string; phase: string | null }[]>`
        SELECT name, phase FROM "KubeObject" WHERE api = ANY(${apis}) AND resource = 'namespaces'`,
      read.$queryRaw<{ namespace: string; phase: string | null; count: number }[]>`
        SELECT namespace, phase, count(*)::int AS count FROM "KubeObject"
        WHERE api = ANY(${apis}) AND resource = 'pods' GROUP BY namespace, phase`,
      read.$queryRaw<{ namespace: string; resource: string; used: bigint }[]>`
        SELECT namespace, resource, used FROM "QuotaUsage"
        WHERE api = ANY(${apis}) AND resource IN ('requests.cpu', 'requests.memory', 'requests.storage')`,
    ])
    for (const { name, phase } of phases) of(name).phase = phase === 'Terminating' ? 'Terminating' : 'Active'
    for (const { namespace, phase, count } of pods) of(namespace).pods[podField(phase)] += count
    for (const { namespace, resource, used } of quotas) {
      const field = QUOTA_FIELD[resource]
      if (field) of(namespace).requested[field] += Number(used)
    }
    return usage
  },
  podsPerHost: async (supervisorIds) => {
    const apis = supervisorIds.map(supervisorApi)
    if (!apis.length) return new Map()
    const rows = await read.$queryRaw<{ api: string; host: string; count: number }[]>`
      SELECT api, host, count(*)::int AS count FROM "KubeObject"
      WHERE api = ANY(${apis}) AND resource = 'pods' AND host IS NOT NULL AND phase IS DISTINCT FROM 'Succeeded'
        AND phase IS DISTINCT FROM 'Failed' GROUP BY api, host`
    return new Map(rows.map(({ api, host, count }) => [`${api.slice('supervisor:'.length)}/${host}`, count]))
  },
  live: async (now) => {
    const since = new Date(now.getTime() - LIVE_SECONDS * 1000)
    const rows = await read.$queryRaw<{ targetId: string; metric: string; value: number }[]>`
      SELECT DISTINCT ON ("targetId", metric) "targetId", metric, value FROM "MetricSample"
      WHERE at > ${since} AND metric IN (${METRICS.cpu}, ${METRICS.memory}) AND "targetId" LIKE 'host-%'
      ORDER BY "targetId", metric, at DESC`
    const usage = new Map<string, HostUsage>()
    for (const { targetId, metric, value } of rows) {
      const known = usage.get(targetId) ?? { cpuMhz: 0, memoryBytes: 0 }
      usage.set(targetId, { ...known, [metric === METRICS.cpu ? 'cpuMhz' : 'memoryBytes']: value })
    }
    return usage
  },
})
