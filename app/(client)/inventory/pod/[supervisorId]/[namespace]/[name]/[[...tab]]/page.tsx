import { notFound } from 'next/navigation'
import { readTab } from '../../../../../../../object-tabs.ts'
import { Prefetched } from '../../../../../../../prefetched.tsx'
import { readWindow, type SearchParams } from '../../../../../../../route-params.ts'
import { PodPage } from './pod-page.tsx'

interface PodParams extends SearchParams {
  params: Promise<{ supervisorId: string; namespace: string; name: string; tab?: string[] }>
}

/** A pod. */
export default async function Page(props: PodParams) {
  const { tab: parts = [], ...encoded } = await props.params
  const { tab } = readTab('pod', parts) ?? notFound()
  const address = {
    supervisorId: decodeURIComponent(encoded.supervisorId),
    namespace: decodeURIComponent(encoded.namespace),
    name: decodeURIComponent(encoded.name),
  }
  const events = { ...(await readWindow(props)), ...address }
  return (
    <Prefetched asked={[['pod', address], ...(tab === 'events' ? [['podEvents', events] as const] : [])]}>
      <PodPage {...address} tab={tab} />
    </Prefetched>
  )
}
