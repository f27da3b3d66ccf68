'use client'
import { overlayOf, podStatusKind } from '#components/live/object-looks.ts'
import { PageProblem } from '#components/live/query-problem.tsx'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { PodLogs } from '#components/pods/pod-logs.tsx'
import { PodSummary } from '#components/pods/pod-summary.tsx'
import { PodYaml } from '#components/pods/pod-yaml.tsx'
import { podTarget } from '#components/pods/pods-grid.tsx'
import { KubernetesEventsGrid } from '#components/pods/workloads-grid.tsx'
import { ObjectFrame } from '#components/shell/object-frame.tsx'
import { Status } from '#components/ui/status.tsx'
import type { PodAddress } from '#domain/client/queries.ts'
import { tabsOf } from '../../../../../../../object-tabs.ts'

/** The workspace of a pod. */
export function PodPage({ tab, ...address }: PodAddress & { tab: string }) {
  const { data: pod, error, retry } = useServerQuery('pod', address)
  if (!pod || error?.status === 404) return <PageProblem error={error} what="pod" onRetry={retry} />
  const { supervisorId, namespace, name } = address
  const page = `/inventory/pod/${[supervisorId, namespace, name].map(encodeURIComponent).join('/')}`
  const tabs = tabsOf('pod', page)
  return (
    <ObjectFrame
      icon="pod"
      overlay={overlayOf('pod', pod.phase === 'Running' ? 'ok' : undefined)}
      name={pod.name}
      status={<Status kind={podStatusKind(pod.status, pod.phase)}>{pod.status}</Status>}
      target={podTarget(supervisorId, pod)}
      tabs={tabs}
      current={tab}
    >
      {tab === 'summary' && <PodSummary pod={pod} />}
      {tab === 'events' && <KubernetesEventsGrid supervisorId={supervisorId} namespace={namespace} pod={name} />}
      {tab === 'logs' && <PodLogs pod={pod} />}
      {tab === 'yaml' && <PodYaml pod={pod} />}
    </ObjectFrame>
  )
}
