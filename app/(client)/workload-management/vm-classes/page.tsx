import { firstPage } from '#components/live/first-page.ts'
import { VmClassesGrid } from '#components/vm-classes/vm-classes-grid.tsx'
import { Prefetched } from '../../../prefetched.tsx'
import { WorkloadManagementFrame } from '../../../workload-management-frame.tsx'

/** Every VM class; whoever may not see them is told so. */
export default function Page() {
  return (
    <Prefetched asked={[['vmClassList', firstPage]]}>
      <WorkloadManagementFrame current="vm-classes">
        <VmClassesGrid />
      </WorkloadManagementFrame>
    </Prefetched>
  )
}
