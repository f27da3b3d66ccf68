import { VmClassesGrid } from '#components/vm-classes/vm-classes-grid.tsx'
import { Prefetched } from '../../../prefetched.tsx'
import { readWindow, type SearchParams } from '../../../route-params.ts'
import { WorkloadManagementFrame } from '../../../workload-management-frame.tsx'

/** Every VM class; whoever may not see them is told so. */
export default async function Page(props: SearchParams) {
  const window = await readWindow(props)
  return (
    <Prefetched asked={[['vmClassList', window]]}>
      <WorkloadManagementFrame current="vm-classes">
        <VmClassesGrid />
      </WorkloadManagementFrame>
    </Prefetched>
  )
}
