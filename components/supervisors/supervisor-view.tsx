'use client'
import { Cards } from '#components/live/cards.tsx'
import { ObjectLink } from '#components/live/object-link.tsx'
import { configStatus } from '#components/live/object-looks.ts'
import { TimeAgo } from '#components/live/time-ago.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Card } from '#components/ui/card.tsx'
import { type Condition, ConditionTree } from '#components/ui/condition-tree.tsx'
import { CopyField } from '#components/ui/copy-field.tsx'
import { Status } from '#components/ui/status.tsx'
import { UsageBar } from '#components/ui/usage-bar.tsx'
import { bytesText, mhzText } from '#domain/amounts.ts'
import type { SupervisorCondition } from '#domain/vsphere/conditions.ts'
import { objectHref } from '#domain/vsphere/href.ts'
import { CONTROL_PLANE_SIZES, type SupervisorView } from '#domain/vsphere/supervisor.ts'

const kindOf = ({ status, severity, retrying }: SupervisorCondition): Condition['status'] => {
  if (status === 'TRUE') return 'ok'
  if (status === 'UNKNOWN') return 'queued'
  if (severity === 'ERROR' && !retrying) return 'error'
  return severity === 'WARNING' ? 'warning' : 'running'
}

const WORDS = { ok: 'Done', queued: 'Waiting', error: 'Failed', warning: 'Waiting', running: 'In progress' } as const

/** Conditions of the control plane as the tree shows them. */
export const shownConditions = (conditions: readonly SupervisorCondition[], path = ''): Condition[] =>
  conditions.map((condition) => {
    const id = `${path}/${condition.type}/${condition.label}`
    const status = kindOf(condition)
    return {
      id,
      label: condition.label,
      status,
      word: WORDS[status as keyof typeof WORDS],
      ...(condition.messages.length > 0 ? { message: condition.messages.join(' ') } : {}),
      ...(condition.status === 'FALSE' && condition.severity !== 'INFO'
        ? { attempt: condition.retrying ? ('retrying' as const) : ('broken' as const) }
        : {}),
      ...(condition.lastTransitionTime ? { since: <TimeAgo at={condition.lastTransitionTime} /> } : {}),
      ...(condition.children ? { children: shownConditions(condition.children, id) } : {}),
    }
  })

const KUBERNETES = { READY: ['ok', 'Ready'], WARNING: ['warning', 'Warning'], ERROR: ['error', 'Error'] } as const

/** What is wrong with a Supervisor, in its own words and with the next step. */
export function SupervisorMessages({ messages }: Pick<SupervisorView, 'messages'>) {
  return messages.map(({ severity, message, remedy }) => (
    <Banner
      key={message}
      kind={severity === 'ERROR' ? 'error' : severity === 'WARNING' ? 'warning' : 'info'}
      className="mx-4 mt-4"
    >
      {message} {remedy}
    </Banner>
  ))
}

/** The Summary of a Supervisor: its condition tree, live while it comes up, and what it offers. */
export function SupervisorSummary({ supervisor }: { supervisor: SupervisorView }) {
  const config = configStatus(supervisor.configStatus)
  const [kind, word] = KUBERNETES[supervisor.kubernetesStatus]
  const { cpus, memoryMiB } = CONTROL_PLANE_SIZES[supervisor.size]
  const page = `/workload-management/supervisors/${encodeURIComponent(supervisor.id)}`
  return (
    <>
      <SupervisorMessages messages={supervisor.messages} />
      <Cards>
        <Card title="Conditions" aside={<Status kind={config.kind}>{config.word}</Status>}>
          {supervisor.conditions.length > 0 ? (
            <ConditionTree label="Conditions" conditions={shownConditions(supervisor.conditions)} />
          ) : (
            <p className="text-fg-2">No step has begun yet. They appear here as the control plane works.</p>
          )}
        </Card>
        <Card
          title="Details"
          rows={[
            { label: 'Config Status', value: <Status kind={config.kind}>{config.word}</Status> },
            { label: 'Kubernetes Status', value: <Status kind={kind}>{word}</Status> },
            { label: 'Version', value: supervisor.version },
            {
              label: 'Cluster',
              value: <ObjectLink href={objectHref('cluster', supervisor.clusterId)}>{supervisor.clusterName}</ObjectLink>,
            },
            {
              label: 'Control plane size',
              value: `${supervisor.size[0]}${supervisor.size.slice(1).toLowerCase()} (${cpus} CPUs, ${memoryMiB / 1024} GiB)`,
            },
            {
              label: 'Hosts',
              value: (
                <ObjectLink href={`${page}/hosts`}>{`${supervisor.hostsReady} of ${supervisor.hostCount} ready`}</ObjectLink>
              ),
            },
            {
              label: 'Namespaces',
              value: <ObjectLink href={`${page}/namespaces`}>{supervisor.namespaceCount}</ObjectLink>,
              numeric: true,
            },
            {
              label: 'vSphere Pods',
              value: <ObjectLink href={`/inventory/cluster/${supervisor.clusterId}/pods`}>{supervisor.podCount}</ObjectLink>,
              numeric: true,
            },
            { label: 'Created', value: <TimeAgo at={supervisor.createdAt} /> },
          ]}
        />
        <Card title="Kubernetes API">
          <CopyField label="Control plane address" text={supervisor.apiServerAddress ?? 'None yet'} />
          <CopyField label="API server URL" text={supervisor.apiServerUrl} />
        </Card>
        <Card title="Capacity and Usage">
          <UsageBar label="CPU" used={supervisor.cpuUsedMhz} capacity={supervisor.cpuCapacityMhz} format={mhzText} />
          <UsageBar
            label="Memory"
            used={supervisor.memoryUsedBytes}
            capacity={supervisor.memoryCapacityBytes}
            format={bytesText}
          />
        </Card>
      </Cards>
    </>
  )
}
