import { Prefetched } from '../../../../../prefetched.tsx'
import { type ObjectParams, readParams } from '../../../../../route-params.ts'
import { NetworkPage } from './network-page.tsx'

/** A network. */
export default async function Page(props: ObjectParams) {
  const { id } = await readParams(props, 'network')
  return (
    <Prefetched asked={[['networks', { filters: { id: [id] } }]]}>
      <NetworkPage id={id} />
    </Prefetched>
  )
}
