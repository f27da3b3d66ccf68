import { Prefetched } from '../../../../../prefetched.tsx'
import { type ObjectParams, readParams } from '../../../../../route-params.ts'
import { SupervisorPage } from './supervisor-page.tsx'

/** A Supervisor. */
export default async function Page(props: ObjectParams) {
  const { id, tab, section } = await readParams(props)
  return (
    <Prefetched asked={[['supervisor', { id }]]}>
      <SupervisorPage id={id} tab={tab} section={section} />
    </Prefetched>
  )
}
