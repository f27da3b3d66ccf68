import { Prefetched } from '../../../../../prefetched.tsx'
import { type ObjectParams, readParams } from '../../../../../route-params.ts'
import { HostPage } from './host-page.tsx'

/** A host. */
export default async function Page(props: ObjectParams) {
  const { id, tab, section } = await readParams(props)
  return (
    <Prefetched asked={[['host', { id }]]}>
      <HostPage id={id} tab={tab} section={section} />
    </Prefetched>
  )
}
