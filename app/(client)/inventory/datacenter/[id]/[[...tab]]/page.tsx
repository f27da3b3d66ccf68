import { Prefetched } from '../../../../../prefetched.tsx'
import { type ObjectParams, readParams } from '../../../../../route-params.ts'
import { DatacenterPage } from './datacenter-page.tsx'

/** A datacenter. */
export default async function Page(props: ObjectParams) {
  const { id, tab, section } = await readParams(props)
  return (
    <Prefetched asked={[['datacenter', { id }]]}>
      <DatacenterPage id={id} tab={tab} section={section} />
    </Prefetched>
  )
}
