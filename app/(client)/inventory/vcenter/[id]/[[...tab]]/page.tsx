import { Prefetched } from '../../../../../prefetched.tsx'
import { type ObjectParams, readParams } from '../../../../../route-params.ts'
import { VcenterPage } from './vcenter-page.tsx'

/** The whole inventory. */
export default async function Page(props: ObjectParams) {
  const { id, tab } = await readParams(props)
  return (
    <Prefetched asked={[['home', {}]]}>
      <VcenterPage id={id} tab={tab} />
    </Prefetched>
  )
}
