import { PermissionsGrid } from '#components/directory/permissions-grid.tsx'
import { AdministrationFrame } from '../../../administration-frame.tsx'
import { Prefetched } from '../../../prefetched.tsx'
import { readWindow, type SearchParams } from '../../../route-params.ts'

/** The permissions of the SSO domain; whoever may not see them is told so. */
export default async function Page(props: SearchParams) {
  const window = await readWindow(props)
  return (
    <Prefetched asked={[['permissions', window]]}>
      <AdministrationFrame current="permissions">
        <PermissionsGrid />
      </AdministrationFrame>
    </Prefetched>
  )
}
