import { Prefetched } from '../../../../../../../prefetched.tsx'
import { PodPage } from './pod-page.tsx'

/** A pod. */
export default async function Page({
  params,
}: {
  params: Promise<{ supervisorId: string; namespace: string; name: string; tab?: string[] }>
}) {
  const { tab, ...encoded } = await params
  const address = {
    supervisorId: decodeURIComponent(encoded.supervisorId),
    namespace: decodeURIComponent(encoded.namespace),
    name: decodeURIComponent(encoded.name),
  }
  return (
    <Prefetched asked={[['pod', address]]}>
      <PodPage {...address} tab={tab?.[0] ?? 'summary'} />
    </Prefetched>
  )
}
