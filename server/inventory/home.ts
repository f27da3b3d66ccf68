import { periodStart } from '#domain/period.ts'
import type { HomeSummary } from '#domain/vsphere/cluster.ts'
import type { NamespaceView } from '#domain/vsphere/namespace.ts'
import { nearestLimit } from '#domain/vsphere/namespace-limits.ts'
import type { InventoryContext } from './context.ts'
import { hostViews } from './host-views.ts'
import { namespaceViews } from './namespace-views.ts'
import { requirePrivilege } from './require-privilege.ts'

const counted = <T, Key extends string>(items: readonly T[], keyOf: (item: T) => Key): Partial<Record<Key, number>> => {
  const counts: Partial<Record<Key, number>> = {}
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1
  return counts
}

/** The numbers of the Home page. Needs System.Read. */
export const readHome = async (context: InventoryContext): Promise<HomeSummary> => {
  await requirePrivilege(context, 'System.Read')
  const { read } = context.store.inventory
  const since = periodStart('24h', context.clock.now())
  const [hosts, namespaces, datastores, supervisors, alarms, failedTasks24h] = await Promise.all([
    hostViews(context),
    namespaceViews(context, {}),
    read.datastore.aggregate({ _sum: { capacityBytes: true, freeBytes: true } }),
    read.supervisor.findMany({ select: { configStatus: true } }),
    read.alarm.findMany({ select: { severity: true } }),
    read.task.count({ where: { state: 'ERROR', completedAt: { gt: since } } }),
  ])
  const sum = (of: (host: (typeof hosts)[number]) => number) => hosts.reduce((total, host) => total + of(host), 0)
  const pods = (of: (pods: NamespaceView['pods']) => number) => namespaces.reduce((total, each) => total + of(each.pods), 0)
  const connection = counted(hosts, (host) => host.connection)
  const status = counted(supervisors, ({ configStatus }) => configStatus)
  const severity = counted(alarms, (alarm) => alarm.severity)
  const capacityBytes = Number(datastores._sum.capacityBytes ?? 0)
  return {
    cpu: { usedMhz: sum(({ cpuUsedMhz }) => cpuUsedMhz), capacityMhz: sum(({ cpuCapacityMhz }) => cpuCapacityMhz) },
    memory: { usedBytes: sum(({ memoryUsedBytes }) => memoryUsedBytes), capacityBytes: sum(({ memoryBytes }) => memoryBytes) },
    storage: { usedBytes: capacityBytes - Number(datastores._sum.freeBytes ?? 0), capacityBytes },
    hosts: {
      connected: connection.CONNECTED ?? 0,
      disconnected: connection.DISCONNECTED ?? 0,
      notResponding: connection.NOT_RESPONDING ?? 0,
      maintenance: hosts.filter(({ maintenance }) => maintenance !== 'NONE').length,
    },
    supervisors: {
      running: status.RUNNING ?? 0,
      configuring: (status.CONFIGURING ?? 0) + (status.REMOVING ?? 0),
      error: status.ERROR ?? 0,
    },
    namespaces: { total: namespaces.length, nearLimit: namespaces.filter((each) => nearestLimit(each)).length },
    pods: {
      running: pods(({ running }) => running),
      pending: pods(({ pending }) => pending),
      failed: pods(({ failed }) => failed),
    },
    alarms: { error: severity.ERROR ?? 0, warning: severity.WARNING ?? 0 },
    failedTasks24h,
  }
}
