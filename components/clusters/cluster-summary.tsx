'use client'
import { useActions } from '#components/live/actions-context.tsx'
import { Cards } from '#components/live/cards.tsx'
import { ObjectLink } from '#components/live/object-link.tsx'
import { configStatus } from '#components/live/object-looks.ts'
import { Card } from '#components/ui/card.tsx'
import { Status } from '#components/ui/status.tsx'
import { TextAction } from '#components/ui/text-action.tsx'
import { UsageBar } from '#components/ui/usage-bar.tsx'
import { bytesText, mhzText } from '#domain/amounts.ts'
import type { ActionTarget } from '#domain/client/action-registry.ts'
import type { ClusterView } from '#domain/vsphere/cluster.ts'
import { drsText } from './cluster-settings-dialog.tsx'

/** What the actions of a cluster act on. */
export const clusterTarget = ({ id, name, supervisorId, supervisorStatus, hostCount }: ClusterView): ActionTarget => ({
  kind: 'cluster',
  id,
  name,
  supervisor: !!supervisorId,
  content: hostCount,
  ...(supervisorStatus === 'REMOVING' ? { state: 'removing' } : {}),
})

/** The cards of a cluster. */
export function ClusterSummary({ cluster }: { cluster: ClusterView }) {
  const actions = useActions()
  const target = clusterTarget(cluster)
  const page = `/inventory/cluster/${cluster.id}`
  return (
    <Cards>
      <Card
        title="Details"
        rows={[
          { label: 'Datacenter', value: cluster.datacenterName },
          {
            label: 'Hosts',
            value: (
              <ObjectLink href={`${page}/hosts`}>{`${cluster.hostsConnected} of ${cluster.hostCount} connected`}</ObjectLink>
            ),
          },
          {
            label: 'In maintenance',
            value: (
              <ObjectLink href={`${page}/hosts?f=maintenance:ENTERING,IN_MAINTENANCE`}>{cluster.hostsInMaintenance}</ObjectLink>
            ),
            numeric: true,
          },
          { label: 'Virtual machines', value: <ObjectLink href={`${page}/vms`}>{cluster.vmCount}</ObjectLink>, numeric: true },
          {
            label: 'vSphere Pods',
            value: cluster.supervisorId ? <ObjectLink href={`${page}/pods`}>{cluster.podCount}</ObjectLink> : cluster.podCount,
            numeric: true,
          },
          { label: 'vSphere DRS', value: drsText(cluster.drsMode) },
          { label: 'vSphere HA', value: cluster.haEnabled ? 'On' : 'Off' },
        ]}
        actions={
          <TextAction
            disabledReason={actions.reasonFor('cluster-settings', target)}
            onClick={() => actions.start('cluster-settings', target)}
          >
            Settings
          </TextAction>
        }
      />
      <Card title="Capacity and Usage">
        <UsageBar label="CPU" used={cluster.cpuUsedMhz} capacity={cluster.cpuCapacityMhz} format={mhzText} />
        <UsageBar label="Memory" used={cluster.memoryUsedBytes} capacity={cluster.memoryCapacityBytes} format={bytesText} />
        <UsageBar label="Storage" used={cluster.storageUsedBytes} capacity={cluster.storageCapacityBytes} format={bytesText} />
      </Card>
      <WorkloadManagementCard cluster={cluster} target={target} />
    </Cards>
  )
}

function WorkloadManagementCard({ cluster, target }: { cluster: ClusterView; target: ActionTarget }) {
  const actions = useActions()
  const { supervisorId, supervisorName, supervisorStatus } = cluster
  if (!supervisorId) {
    return (
      <Card
        title="Workload Management"
        actions={
          <TextAction
            disabledReason={actions.reasonFor('enable-supervisor', target)}
            onClick={() => actions.start('enable-supervisor', target)}
          >
            Enable
          </TextAction>
        }
      >
        Not enabled. A Supervisor lets hosts run pods and gives each namespace a Kubernetes API.
      </Card>
    )
  }
  const status = configStatus(supervisorStatus ?? 'CONFIGURING')
  return (
    <Card
      title="Workload Management"
      rows={[
        {
          label: 'Supervisor',
          value: <ObjectLink href={`/workload-management/supervisors/${supervisorId}`}>{supervisorName}</ObjectLink>,
        },
        { label: 'Config Status', value: <Status kind={status.kind}>{status.word}</Status> },
        {
          label: 'Namespaces',
          value: <ObjectLink href={`/inventory/cluster/${cluster.id}/namespaces`}>{cluster.namespaceCount}</ObjectLink>,
          numeric: true,
        },
      ]}
      actions={
        <TextAction
          disabledReason={actions.reasonFor('new-namespace', target)}
          onClick={() => actions.start('new-namespace', target)}
        >
          New Namespace
        </TextAction>
      }
    />
  )
}
