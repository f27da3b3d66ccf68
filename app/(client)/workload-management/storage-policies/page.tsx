import { StoragePoliciesGrid } from '#components/storage-policies/storage-policies-grid.tsx'
import { Prefetched } from '../../../prefetched.tsx'
import { readWindow, type SearchParams } from '../../../route-params.ts'
import { WorkloadManagementFrame } from '../../../workload-management-frame.tsx'

/** Every storage policy; whoever may not see them is told so. */
export default async function Page(props: SearchParams) {
  const window = await readWindow(props)
  return (
    <Prefetched
      asked={[
        ['storagePolicyList', window],
        ['datastores', { limit: 500 }],
      ]}
    >
      <WorkloadManagementFrame current="storage-policies">
        <StoragePoliciesGrid />
      </WorkloadManagementFrame>
    </Prefetched>
  )
}
