'use client'
import { HostSummary } from '#components/hosts/host-summary.tsx'
import { hostTarget } from '#components/hosts/hosts-grid.tsx'
import { VirtualMachinesGrid } from '#components/hosts/virtual-machines-grid.tsx'
import { alarmOf, hostState, hostStatus, overlayOf } from '#components/live/object-looks.ts'
import { PageProblem } from '#components/live/query-problem.tsx'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { PodsGrid } from '#components/pods/pods-grid.tsx'
import { ObjectFrame } from '#components/shell/object-frame.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Status } from '#components/ui/status.tsx'
import { MonitorView } from '../../../../../monitor-view.tsx'
import { tabsOf } from '../../../../../object-tabs.ts'

/** The workspace of a host. */
export function HostPage({ id, tab, section }: { id: string; tab: string; section: string | undefined }) {
  const { data: host, error, retry } = useServerQuery('host', { id })
  if (!host || error?.status === 404) return <PageProblem error={error} what="host" onRetry={retry} />
  const page = `/inventory/host/${encodeURIComponent(id)}`
  const tabs = tabsOf('host', page)
  const state = hostState(host)
  const status = hostStatus(host)
  return (
    <ObjectFrame
      icon="host"
      overlay={overlayOf('host', state)}
      alarm={alarmOf(host.alarm, state)}
      name={host.name}
      status={<Status kind={status.kind}>{status.word}</Status>}
      target={hostTarget(host)}
      tabs={tabs}
      current={tab}
    >
      {tab === 'summary' && <HostSummary host={host} />}
      {tab === 'monitor' && <MonitorView page={page} section={section} targetId={id} />}
      {tab === 'pods' &&
        (host.supervisorId ? (
          <PodsGrid supervisorId={host.supervisorId} hostName={host.name} />
        ) : (
          <EmptyState icon="supervisor" title="Workload Management is not enabled">
            The host runs pods once its cluster is a Supervisor.
          </EmptyState>
        ))}
      {tab === 'vms' && <VirtualMachinesGrid hostId={id} />}
    </ObjectFrame>
  )
}
