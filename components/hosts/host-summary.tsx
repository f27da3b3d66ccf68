'use client'
import { useActions } from '#components/live/actions-context.tsx'
import { Cards } from '#components/live/cards.tsx'
import { ObjectLink } from '#components/live/object-link.tsx'
import { hostStatus } from '#components/live/object-looks.ts'
import { TimeAgo } from '#components/live/time-ago.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Card } from '#components/ui/card.tsx'
import { Status, type StatusKind } from '#components/ui/status.tsx'
import { TextAction } from '#components/ui/text-action.tsx'
import { UsageBar } from '#components/ui/usage-bar.tsx'
import { bytesText, mhzText } from '#domain/amounts.ts'
import type { HostView, SphereletStatus } from '#domain/vsphere/host.ts'
import { objectHref } from '#domain/vsphere/href.ts'
import { hostTarget } from './hosts-grid.tsx'

const SPHERELET: Record<SphereletStatus, { kind: StatusKind; word: string }> = {
  CONFIGURING: { kind: 'running', word: 'Configuring' },
  READY: { kind: 'ok', word: 'Ready' },
  NOT_READY: { kind: 'warning', word: 'Not ready' },
  ERROR: { kind: 'error', word: 'Error' },
  REMOVING: { kind: 'running', word: 'Removing' },
}

/** The cards of a host. */
export function HostSummary({ host }: { host: HostView }) {
  const actions = useActions()
  const target = hostTarget(host)
  const status = hostStatus(host)
  const spherelet = host.spherelet && SPHERELET[host.spherelet.state]
  return (
    <>
      {host.runtime === 'simulated' && (
        <Banner kind="info" title="This host is simulated." className="mx-4 mt-4">
          Its agent, scheduling, quota and API are real; containers on it are played, not executed.
        </Banner>
      )}
      <Cards>
        <Card
          title="Hypervisor"
          rows={[
            { label: 'State', value: <Status kind={status.kind}>{status.word}</Status> },
            { label: 'Cluster', value: <ObjectLink href={objectHref('cluster', host.clusterId)}>{host.clusterName}</ObjectLink> },
            { label: 'Address', value: host.address },
            { label: 'Version', value: host.version },
            { label: 'Runtime', value: host.runtime },
            { label: 'Started', value: <TimeAgo at={host.bootedAt} /> },
            { label: 'Last heard from', value: <TimeAgo at={host.lastSeenAt} /> },
          ]}
          actions={
            <TextAction
              disabledReason={actions.reasonFor('enter-maintenance', target)}
              onClick={() => actions.start('enter-maintenance', target)}
            >
              Enter Maintenance Mode
            </TextAction>
          }
        />
        <Card title="Capacity and Usage">
          <UsageBar label="CPU" used={host.cpuUsedMhz} capacity={host.cpuCapacityMhz} format={mhzText} />
          <UsageBar label="Memory" used={host.memoryUsedBytes} capacity={host.memoryBytes} format={bytesText} />
        </Card>
        <Card
          title="Hardware"
          rows={[
            { label: 'Manufacturer', value: host.vendor },
            { label: 'Model', value: host.model },
            { label: 'Processor', value: host.cpuModel },
            { label: 'Cores', value: `${host.cpuCores} × ${mhzText(host.cpuMhzPerCore)}` },
            { label: 'Memory', value: bytesText(host.memoryBytes) },
          ]}
        />
        <Card
          title="Spherelet"
          rows={
            host.spherelet && spherelet
              ? [
                  { label: 'State', value: <Status kind={spherelet.kind}>{spherelet.word}</Status> },
                  { label: 'Message', value: host.spherelet.message },
                  { label: 'Version', value: host.spherelet.version },
                  {
                    label: 'vSphere Pods',
                    value: <ObjectLink href={`/inventory/host/${host.id}/pods`}>{host.podCount}</ObjectLink>,
                    numeric: true,
                  },
                  {
                    label: 'Virtual machines',
                    value: <ObjectLink href={`/inventory/host/${host.id}/vms`}>{host.vmCount}</ObjectLink>,
                    numeric: true,
                  },
                ]
              : undefined
          }
        >
          {host.spherelet ? null : 'Not installed: Workload Management is not enabled on the cluster.'}
        </Card>
      </Cards>
    </>
  )
}
