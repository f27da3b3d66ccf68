import { monitorAsked } from '../../../../../monitor-asked.ts'
import { Prefetched } from '../../../../../prefetched.tsx'
import { type ObjectParams, readParams } from '../../../../../route-params.ts'
import { DatacenterPage } from './datacenter-page.tsx'

/** A datacenter. */
export default async function Page(props: ObjectParams) {
  const { id, tab, section, window } = await readParams(props, 'datacenter')
  return (
    <Prefetched asked={[['datacenter', { id }], ...(tab === 'monitor' ? monitorAsked(id, section, window) : [])]}>
      <DatacenterPage id={id} tab={tab} section={section} />
    </Prefetched>
  )
}
