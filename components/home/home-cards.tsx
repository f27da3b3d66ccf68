'use client'
import type { ReactNode } from 'react'
import { Cards } from '#components/live/cards.tsx'
import { ObjectLink } from '#components/live/object-link.tsx'
import { QueryProblem } from '#components/live/query-problem.tsx'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { Card } from '#components/ui/card.tsx'
import { UsageBar } from '#components/ui/usage-bar.tsx'
import { bytesText, mhzText } from '#domain/amounts.ts'

const NAMESPACES = '/workload-management/namespaces'
const supervisors = (states: string): string => `/workload-management/supervisors?f=configStatus:${states}`

const linked = (href: string, value: ReactNode) => <ObjectLink href={href}>{value}</ObjectLink>

/** The whole inventory in numbers; each leads to its list. */
export function HomeCards() {
  const { data, error, retry } = useServerQuery('home', {})
  if (!data) return <QueryProblem error={error} what="the overview" onRetry={retry} />
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
          { label: 'Running', value: linked(`${NAMESPACES}?f=pods:running`, data.pods.running), numeric: true },
          { label: 'Pending', value: linked(`${NAMESPACES}?f=pods:pending`, data.pods.pending), numeric: true },
          { label: 'Failed', value: linked(`${NAMESPACES}?f=pods:failed`, data.pods.failed), numeric: true },
        ]}
      />
      <Card
        title="Issues"
        icon="alarm"
        rows={[
          { label: 'Alerts', value: linked('/alarms?f=severity:ERROR', data.alarms.error), numeric: true },
          { label: 'Warnings', value: linked('/alarms?f=severity:WARNING', data.alarms.warning), numeric: true },
          { label: 'Tasks failed in 24 hours', value: linked('/tasks?f=state:ERROR', data.failedTasks24h), numeric: true },
        ]}
      />
    </Cards>
  )
}
