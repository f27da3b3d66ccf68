'use client'
import { DatacenterSummary } from '#components/datacenters/datacenter-summary.tsx'
import { datacenterTarget } from '#components/datacenters/datacenters-grid.tsx'
import { PageProblem } from '#components/live/query-problem.tsx'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { ObjectFrame } from '#components/shell/object-frame.tsx'
import { MonitorView } from '../../../../../monitor-view.tsx'
import { tabsOf } from '../../../../../object-tabs.ts'

/** The workspace of a datacenter. */
export function DatacenterPage({ id, tab, section }: { id: string; tab: string; section: string | undefined }) {
  const { data: datacenter, error, retry } = useServerQuery('datacenter', { id })
  if (!datacenter || error?.status === 404) return <PageProblem error={error} what="datacenter" onRetry={retry} />
  const page = `/inventory/datacenter/${encodeURIComponent(id)}`
  const tabs = tabsOf('datacenter', page)
  return (
    <ObjectFrame icon="datacenter" name={datacenter.name} target={datacenterTarget(datacenter)} tabs={tabs} current={tab}>
      {tab === 'summary' && <DatacenterSummary datacenter={datacenter} />}
      {tab === 'monitor' && <MonitorView page={page} section={section} targetId={id} />}
    </ObjectFrame>
  )
}
