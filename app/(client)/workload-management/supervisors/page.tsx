import { firstPage } from '#components/live/first-page.ts'
import { SupervisorsGrid } from '#components/supervisors/supervisors-grid.tsx'
import { Prefetched } from '../../../prefetched.tsx'
import { WorkloadManagementFrame } from '../../../workload-management-frame.tsx'

/** Every one of the supervisors that the user may see. */
export default function Page() {
  return (
    <Prefetched asked={[['supervisors', firstPage]]}>
      <WorkloadManagementFrame current="supervisors">
        <SupervisorsGrid />
      </WorkloadManagementFrame>
    </Prefetched>
  )
}
