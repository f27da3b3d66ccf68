import { NamespacesGrid } from '#components/namespaces/namespaces-grid.tsx'
import { Prefetched } from '../../../prefetched.tsx'
import { readWindow, type SearchParams } from '../../../route-params.ts'
import { WorkloadManagementFrame } from '../../../workload-management-frame.tsx'

/** Every one of the namespaces that the user may see. */
export default async function Page(props: SearchParams) {
  const window = await readWindow(props)
  return (
    <Prefetched asked={[['namespaces', window]]}>
      <WorkloadManagementFrame current="namespaces">
        <NamespacesGrid />
      </WorkloadManagementFrame>
    </Prefetched>
  )
}
