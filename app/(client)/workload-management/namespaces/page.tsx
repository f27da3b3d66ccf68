import { firstPage } from '#components/live/first-page.ts'
import { NamespacesGrid } from '#components/namespaces/namespaces-grid.tsx'
import { Prefetched } from '../../../prefetched.tsx'
import { WorkloadManagementFrame } from '../../../workload-management-frame.tsx'

/** Every one of the namespaces that the user may see. */
export default function Page() {
  return (
    <Prefetched asked={[['namespaces', firstPage]]}>
      <WorkloadManagementFrame current="namespaces">
        <NamespacesGrid />
      </WorkloadManagementFrame>
    </Prefetched>
  )
}
