import { Prefetched } from '../../../../../prefetched.tsx'
import { type ObjectParams, readParams } from '../../../../../route-params.ts'
import { VmPage } from './vm-page.tsx'

/** A virtual machine. */
export default async function Page(props: ObjectParams) {
  const { id } = await readParams(props, 'vm')
  return (
    <Prefetched asked={[['virtualMachines', { filters: { id: [id] } }]]}>
      <VmPage id={id} />
    </Prefetched>
  )
}
