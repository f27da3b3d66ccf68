import { PermissionsGrid } from '#components/directory/permissions-grid.tsx'
import { firstPage } from '#components/live/first-page.ts'
import { AdministrationFrame } from '../../../administration-frame.tsx'
import { Prefetched } from '../../../prefetched.tsx'

/** The permissions of the SSO domain; whoever may not see them is told so. */
export default function Page() {
  return (
    <Prefetched asked={[['permissions', firstPage]]}>
      <AdministrationFrame current="permissions">
        <PermissionsGrid />
      </AdministrationFrame>
    </Prefetched>
  )
}
