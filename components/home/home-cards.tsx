'use client'
import type { ReactNode } from 'react'
import { Cards } from '#components/live/cards.tsx'
import { ObjectLink } from '#components/live/object-link.tsx'
import { QueryProblem } from '#components/live/query-problem.tsx'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { Card } from '#components/ui/card.tsx'
import { UsageBar } from '#components/ui/usage-bar.tsx'
import { bytesText, mhzText } from '#domain/amounts.ts'
import { objectHref } from '#domain/vsphere/href.ts'
import type { TreeNode } from '#domain/vsphere/inventory-tree.ts'

const NAMESPACES = '/workload-management/namespaces'
const supervisors = (states: string): string => `/workload-management/supervisors?f=configStatus:${states}`

const supervisorClusters = (nodes: readonly TreeNode[]): TreeNode[] =>
  nodes.flatMap((node) => (node.supervisor ? [node] : supervisorClusters(node.children ?? [])))

/** The pods of a phase: those of the only Supervisor, or the namespaces of several that have such pods. */
const podsHref = (clusters: readonly TreeNode[], phase: string): string => {
  const [only, ...more] = clusters
  return only && more.length === 0
    ? `${objectHref('cluster', only.id).replace(/summary$/, 'pods')}?f=phase:${phase}`
    : `${NAMESPACES}?f=pods:${phase.toLowerCase()}`
}

const linked = (href: string, value: ReactNode) => <ObjectLink href={href}>{value}</ObjectLink>

/** The whole inventory in numbers; each leads to its list. */
export function HomeCards() {
  const { data, error, retry } = useServerQuery('home', {})
  const tree = useServerQuery('tree', {}).data
  if (!data) return <QueryProblem error={error} what="the overview" onRetry={retry} />
  const pods = (phase: string) => podsHref(supervisorClusters(tree ?? []), phase)
  const hosts = '/inventory/vcenter/vcenter/hosts'
  const filtered = (field: string, value: string) => `${hosts}?f=${field}:${value}`
  return (
    <Cards>
      <Card title="Capacity and Usage">
        <UsageBar label="CPU" used={data.cpu.usedMhz} capacity={data.cpu.capacityMhz} format={mhzText} />
        <UsageBar label="Memory" used={data.memory.usedBytes} capacity={data.memory.capacityBytes} format={bytesText} />
        <UsageBar label="Storage" used={data.storage.usedBytes} capacity={data.storage.capacityBytes} format={bytesText} />
      </Card>
      <Card
        title="Hosts"
        icon="host"
        rows={[
          { label: 'Connected', value: linked(filtered('connection', 'CONNECTED'), data.hosts.connected), numeric: true },
          {
            label: 'Not responding',
            value: linked(filtered('connection', 'NOT_RESPONDING'), data.hosts.notResponding),
            numeric: true,
          },
          {
            label: 'Disconnected',
            value: linked(filtered('connection', 'DISCONNECTED'), data.hosts.disconnected),
            numeric: true,
          },
          {
            label: 'In maintenance',
            value: linked(filtered('maintenance', 'ENTERING,IN_MAINTENANCE'), data.hosts.maintenance),
            numeric: true,
          },
        ]}
      />
      <Card
        title="Workload Management"
        icon="supervisor"
        rows={[
          {
            label: 'Supervisors running',
            value: linked(supervisors('RUNNING'), data.supervisors.running),
            numeric: true,
          },
          {
            label: 'Configuring',
            value: linked(supervisors('CONFIGURING,REMOVING'), data.supervisors.configuring),
            numeric: true,
          },
          { label: 'In error', value: linked(supervisors('ERROR'), data.supervisors.error), numeric: true },
          { label: 'Namespaces', value: linked(NAMESPACES, data.namespaces.total), numeric: true },
          {
            label: 'Near a limit',
            value: linked(`${NAMESPACES}?f=nearLimit:CPU,memory,storage`, data.namespaces.nearLimit),
            numeric: true,
          },
        ]}
      />
      <Card
        title="vSphere Pods"
        icon="pod"
        rows={[
          { label: 'Running', value: linked(pods('Running'), data.pods.running), numeric: true },
          { label: 'Pending', value: linked(pods('Pending'), data.pods.pending), numeric: true },
          { label: 'Failed', value: linked(pods('Failed'), data.pods.failed), numeric: true },
        ]}
      />
      <Card
        title="Issues"
        icon="alarm"
        rows={[
          { label: 'Alerts', value: linked('/alarms?f=severity:ERROR', data.alarms.error), numeric: true },
          { label: 'Warnings', value: linked('/alarms?f=severity:WARNING', data.alarms.warning), numeric: true },
          {
            label: 'Tasks failed in 24 hours',
            value: linked('/tasks?f=state:ERROR&f=completedAt:24h', data.failedTasks24h),
            numeric: true,
          },
        ]}
      />
    </Cards>
  )
}
