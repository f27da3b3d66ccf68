import { Prefetched } from '../../../../../prefetched.tsx'
import { type ObjectParams, readParams } from '../../../../../route-params.ts'
import { NamespacePage } from './namespace-page.tsx'

/** A namespace. */
export default async function Page(props: ObjectParams) {
  const { id, tab, section } = await readParams(props)
  return (
    <Prefetched asked={[['namespace', { id }]]}>
      <NamespacePage id={id} tab={tab} section={section} />
    </Prefetched>
  )
}
