'use client'
import { useEffect } from 'react'
import { useTopics } from '#components/live/live-provider.tsx'
import { configStatus } from '#components/live/object-looks.ts'
import { PageProblem } from '#components/live/query-problem.tsx'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { NamespaceConfigure } from '#components/namespaces/configure-view.tsx'
import { NamespaceSummary } from '#components/namespaces/namespace-summary.tsx'
import { namespaceTarget } from '#components/namespaces/namespaces-grid.tsx'
import { PermissionsView } from '#components/namespaces/permissions-view.tsx'
import { PodsGrid } from '#components/pods/pods-grid.tsx'
import { WorkloadsGrid } from '#components/pods/workloads-grid.tsx'
import { ObjectFrame } from '#components/shell/object-frame.tsx'
import { Status } from '#components/ui/status.tsx'
import { Toc } from '#components/ui/toc.tsx'
import type { NamespaceView } from '#domain/vsphere/namespace.ts'
import { supervisorApi } from '#domain/vsphere/supervisor.ts'
import { MonitorView } from '../../../../../monitor-view.tsx'
import { tabsOf } from '../../../../../object-tabs.ts'

/** The counts of a namespace follow its pods: the page hears of them whatever its tab shows. */
function usePodTopics(namespace: NamespaceView | undefined) {
  const topics = useTopics()
  const { supervisorId, name } = namespace ?? {}
  useEffect(
    () =>
      supervisorId && name ? topics.add({ api: supervisorApi(supervisorId), namespace: name, resources: ['pods'] }) : undefined,
    [topics, supervisorId, name],
  )
}

/** The workspace of a namespace. */
export function NamespacePage({ id, tab, section }: { id: string; tab: string; section: string | undefined }) {
  const { data: namespace, error, retry } = useServerQuery('namespace', { id })
  usePodTopics(namespace)
  if (!namespace || error?.status === 404) return <PageProblem error={error} what="namespace" onRetry={retry} />
  const page = `/inventory/namespace/${encodeURIComponent(id)}`
  const scope = { supervisorId: namespace.supervisorId, namespace: namespace.name }
  const tabs = tabsOf('namespace', page)
  const status = configStatus(namespace.configStatus)
  return (
    <ObjectFrame
      icon="namespace"
      name={namespace.name}
      status={<Status kind={status.kind}>{status.word}</Status>}
      target={namespaceTarget(namespace)}
      tabs={tabs}
      current={tab}
    >
      {tab === 'summary' && <NamespaceSummary namespace={namespace} />}
      {tab === 'monitor' && <MonitorView page={page} section={section} targetId={id} kubernetes={scope} />}
      {tab === 'configure' && <NamespaceConfigure namespace={namespace} />}
      {tab === 'permissions' && <PermissionsView namespace={namespace} />}
      {tab === 'compute' && <Compute page={page} section={section ?? 'pods'} {...scope} />}
    </ObjectFrame>
  )
}

function Compute({ page, section, ...scope }: { page: string; section: string; supervisorId: string; namespace: string }) {
  const item = (id: string, label: string) => ({ id, label, href: `${page}/compute/${id}` })
  const items = [item('pods', 'vSphere Pods'), item('deployments', 'Deployments'), item('replicasets', 'ReplicaSets')]
  return (
    <Toc label="Compute" groups={[{ title: 'Core Kubernetes', items }]} current={section}>
      {section === 'pods' && <PodsGrid {...scope} />}
      {section === 'deployments' && <WorkloadsGrid kind="deployments" {...scope} />}
      {section === 'replicasets' && <WorkloadsGrid kind="replicaSets" {...scope} />}
    </Toc>
  )
}
