import { SupervisorsGrid } from '#components/supervisors/supervisors-grid.tsx'
import { Prefetched } from '../../../prefetched.tsx'
import { readWindow, type SearchParams } from '../../../route-params.ts'
import { WorkloadManagementFrame } from '../../../workload-management-frame.tsx'

/** Every one of the supervisors that the user may see. */
export default async function Page(props: SearchParams) {
  const window = await readWindow(props)
  return (
    <Prefetched asked={[['supervisors', window]]}>
      <WorkloadManagementFrame current="supervisors">
        <SupervisorsGrid />
      </WorkloadManagementFrame>
    </Prefetched>
  )
}
