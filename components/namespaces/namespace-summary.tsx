'use client'
import { useActions } from '#components/live/actions-context.tsx'
import { Cards } from '#components/live/cards.tsx'
import { ObjectLink } from '#components/live/object-link.tsx'
import { configStatus } from '#components/live/object-looks.ts'
import { useUser } from '#components/live/server-context.tsx'
import { TimeAgo } from '#components/live/time-ago.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Card } from '#components/ui/card.tsx'
import { Status } from '#components/ui/status.tsx'
import { TextAction } from '#components/ui/text-action.tsx'
import { UsageBar } from '#components/ui/usage-bar.tsx'
import { mhzText, mibText } from '#domain/amounts.ts'
import { objectHref } from '#domain/vsphere/href.ts'
import type { NamespaceView } from '#domain/vsphere/namespace.ts'
import { ROLES } from './access-fields.tsx'
import { KubectlCard } from './kubectl-card.tsx'
import { limitText } from './limit-fields.tsx'
import { namespaceTarget } from './namespaces-grid.tsx'

/** The cards of a namespace. */
export function NamespaceSummary({ namespace }: { namespace: NamespaceView }) {
  const actions = useActions()
  const { displayName } = useUser()
  const target = namespaceTarget(namespace)
  const page = `/inventory/namespace/${encodeURIComponent(namespace.id)}`
  const pods = (phase: string, count: number) => <ObjectLink href={`${page}/compute/pods?f=phase:${phase}`}>{count}</ObjectLink>
  const editLimits = (
    <TextAction disabledReason={actions.reasonFor('edit-limits', target)} onClick={() => actions.start('edit-limits', target)}>
      Edit Limits
    </TextAction>
  )
  return (
    <>
      {namespace.messages.map(({ severity, message, remedy }) => (
        <Banner
          key={message}
          kind={severity === 'ERROR' ? 'error' : severity === 'WARNING' ? 'warning' : 'info'}
          className="mx-4 mt-4"
        >
          {message} {remedy}
        </Banner>
      ))}
      <Cards>
        <StatusCard namespace={namespace} />
        <KubectlCard namespace={namespace} username={displayName} />
        <Card title="Capacity and Usage" actions={editLimits}>
          <UsageBar
            label="CPU"
            capacityLabel="Limit"
            used={namespace.usage.cpuMhz}
            capacity={namespace.limits.cpuMhz}
            format={mhzText}
          />
          <UsageBar
            label="Memory"
            capacityLabel="Limit"
            used={namespace.usage.memoryMiB}
            capacity={namespace.limits.memoryMiB}
            format={mibText}
          />
          <UsageBar
            label="Storage"
            capacityLabel="Limit"
            used={namespace.usage.storageMiB}
            capacity={namespace.limits.storageMiB}
            format={mibText}
          />
        </Card>
        <Card
          title="vSphere Pods"
          rows={[
            { label: 'Running', value: pods('Running', namespace.pods.running), numeric: true },
            { label: 'Pending', value: pods('Pending', namespace.pods.pending), numeric: true },
            { label: 'Failed', value: pods('Failed', namespace.pods.failed), numeric: true },
            { label: 'Succeeded', value: pods('Succeeded', namespace.pods.succeeded), numeric: true },
          ]}
          actions={<TextAction href={`${page}/compute/pods`}>See all</TextAction>}
        />
        <Card
          title="Permissions"
          rows={ROLES.map(({ value, label }) => ({
            label,
            value: namespace.access.filter(({ role }) => role === value).length,
            numeric: true,
          }))}
          actions={<TextAction href={`${page}/permissions`}>Manage Permissions</TextAction>}
        />
        <Card
          title="Storage"
          rows={namespace.storage.map(({ policyName, limitMiB }) => ({ label: policyName, value: limitText(limitMiB, mibText) }))}
        >
          {namespace.storage.length === 0 && 'No storage policy is assigned, so the namespace has no storage class.'}
        </Card>
      </Cards>
    </>
  )
}

function StatusCard({ namespace }: { namespace: NamespaceView }) {
  const status = configStatus(namespace.configStatus)
  const { kubernetesPhase: phase } = namespace
  return (
    <Card
      title="Status"
      rows={[
        { label: 'Config Status', value: <Status kind={status.kind}>{status.word}</Status> },
        {
          label: 'Kubernetes Status',
          value: <Status kind={phase === 'Active' ? 'ok' : phase ? 'running' : 'queued'}>{phase ?? 'Not created yet'}</Status>,
        },
        {
          label: 'Supervisor',
          value: (
            <ObjectLink href={`/workload-management/supervisors/${namespace.supervisorId}`}>
              {namespace.supervisorName}
            </ObjectLink>
          ),
        },
        {
          label: 'Location',
          value: <ObjectLink href={objectHref('cluster', namespace.clusterId)}>{namespace.clusterName}</ObjectLink>,
        },
        { label: 'Resource pool', value: namespace.resourcePoolId },
        { label: 'Created', value: <TimeAgo at={namespace.createdAt} /> },
        { label: 'Created by', value: namespace.createdBy },
        { label: 'Description', value: namespace.description },
      ]}
    />
  )
}
