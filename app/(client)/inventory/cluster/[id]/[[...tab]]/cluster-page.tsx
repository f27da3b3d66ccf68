'use client'
import { ClusterSummary, clusterTarget } from '#components/clusters/cluster-summary.tsx'
import { DatastoresGrid } from '#components/clusters/datastores-grid.tsx'
import { HostsGrid } from '#components/hosts/hosts-grid.tsx'
import { VirtualMachinesGrid } from '#components/hosts/virtual-machines-grid.tsx'
import { alarmOf, configStatus } from '#components/live/object-looks.ts'
import { PageProblem } from '#components/live/query-problem.tsx'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { NamespacesGrid } from '#components/namespaces/namespaces-grid.tsx'
import { PodsGrid } from '#components/pods/pods-grid.tsx'
import { ObjectFrame } from '#components/shell/object-frame.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Status } from '#components/ui/status.tsx'
import type { ClusterView } from '#domain/vsphere/cluster.ts'
import { MonitorView } from '../../../../../monitor-view.tsx'
import { tabsOf } from '../../../../../object-tabs.ts'

/** The workspace of a cluster. */
export function ClusterPage({ id, tab, section }: { id: string; tab: string; section: string | undefined }) {
  const { data: cluster, error, retry } = useServerQuery('cluster', { id })
  if (!cluster || error?.status === 404) return <PageProblem error={error} what="cluster" onRetry={retry} />
  const page = `/inventory/cluster/${encodeURIComponent(id)}`
  const status = cluster.supervisorStatus && configStatus(cluster.supervisorStatus)
  const tabs = tabsOf('cluster', page).filter((each) => each.id !== 'pods' || cluster.supervisorId)
  return (
    <ObjectFrame
      icon={cluster.supervisorId ? 'supervisor' : 'cluster'}
      alarm={alarmOf(cluster.alarm)}
      name={cluster.name}
      status={status && <Status kind={status.kind}>{`Supervisor ${status.word.toLowerCase()}`}</Status>}
      target={clusterTarget(cluster)}
      tabs={tabs}
      current={tab}
    >
      <ClusterTab cluster={cluster} page={page} tab={tab} section={section} />
    </ObjectFrame>
  )
}

function ClusterTab({
  cluster,
  page,
  tab,
  section,
}: {
  cluster: ClusterView
  page: string
  tab: string
  section: string | undefined
}) {
  const { id, supervisorId } = cluster
  switch (tab) {
    case 'summary':
      return <ClusterSummary cluster={cluster} />
    case 'monitor':
      return <MonitorView page={page} section={section} targetId={id} />
    case 'hosts':
      return <HostsGrid clusterId={id} />
    case 'vms':
      return <VirtualMachinesGrid clusterId={id} />
    case 'datastores':
      return <DatastoresGrid clusterId={id} />
    case 'namespaces':
      if (supervisorId) return <NamespacesGrid supervisorId={supervisorId} newOn={clusterTarget(cluster)} />
      break
    case 'pods':
      if (supervisorId) return <PodsGrid supervisorId={supervisorId} />
  }
  return (
    <EmptyState icon="supervisor" title="Workload Management is not enabled on this cluster">
      Namespaces and their pods need a Supervisor. Choose Enable Workload Management in the actions of the cluster.
    </EmptyState>
  )
}
