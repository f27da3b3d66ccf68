import { firstPage } from '#components/live/first-page.ts'
import { StoragePoliciesGrid } from '#components/storage-policies/storage-policies-grid.tsx'
import { Prefetched } from '../../../prefetched.tsx'
import { WorkloadManagementFrame } from '../../../workload-management-frame.tsx'

/** Every storage policy; whoever may not see them is told so. */
export default function Page() {
  return (
    <Prefetched
      asked={[
        ['storagePolicyList', firstPage],
        ['datastores', { limit: 500 }],
      ]}
    >
      <WorkloadManagementFrame current="storage-policies">
        <StoragePoliciesGrid />
      </WorkloadManagementFrame>
    </Prefetched>
  )
}
