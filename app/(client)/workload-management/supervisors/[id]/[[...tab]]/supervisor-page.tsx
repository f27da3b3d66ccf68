'use client'
import { HostsGrid } from '#components/hosts/hosts-grid.tsx'
import { configStatus } from '#components/live/object-looks.ts'
import { PageProblem } from '#components/live/query-problem.tsx'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { NamespacesGrid } from '#components/namespaces/namespaces-grid.tsx'
import { ObjectFrame } from '#components/shell/object-frame.tsx'
import { SupervisorSummary } from '#components/supervisors/supervisor-view.tsx'
import { supervisorTarget } from '#components/supervisors/supervisors-grid.tsx'
import { Status } from '#components/ui/status.tsx'
import { MonitorView } from '../../../../../monitor-view.tsx'
import { tabsOf } from '../../../../../object-tabs.ts'

/** The workspace of a Supervisor. */
export function SupervisorPage({ id, tab, section }: { id: string; tab: string; section: string | undefined }) {
  const { data: supervisor, error, retry } = useServerQuery('supervisor', { id })
  if (!supervisor || error?.status === 404) return <PageProblem error={error} what="Supervisor" onRetry={retry} />
  const page = `/workload-management/supervisors/${encodeURIComponent(id)}`
  const tabs = tabsOf('supervisor', page)
  const target = supervisorTarget(supervisor)
  const status = configStatus(supervisor.configStatus)
  return (
    <ObjectFrame
      icon="supervisor"
      name={supervisor.name}
      status={<Status kind={status.kind}>{status.word}</Status>}
      target={target}
      tabs={tabs}
      current={tab}
    >
      {tab === 'summary' && <SupervisorSummary supervisor={supervisor} />}
      {tab === 'monitor' && <MonitorView page={page} section={section} targetId={id} />}
      {tab === 'namespaces' && <NamespacesGrid supervisorId={id} newOn={target} />}
      {tab === 'hosts' && <HostsGrid clusterId={supervisor.clusterId} />}
    </ObjectFrame>
  )
}
