import { firstPage } from '#components/live/first-page.ts'
import { Prefetched } from '../../../../../prefetched.tsx'
import { type ObjectParams, readParams } from '../../../../../route-params.ts'
import { ClusterPage } from './cluster-page.tsx'

/** A cluster. */
export default async function Page(props: ObjectParams) {
  const { id, tab, section } = await readParams(props)
  return (
    <Prefetched asked={[['cluster', { id }], ...(tab === 'hosts' ? [['hosts', { ...firstPage, clusterId: id }] as const] : [])]}>
      <ClusterPage id={id} tab={tab} section={section} />
    </Prefetched>
  )
}
