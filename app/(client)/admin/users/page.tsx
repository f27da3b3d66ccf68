import { UsersGrid } from '#components/directory/users-grid.tsx'
import { firstPage } from '#components/live/first-page.ts'
import { AdministrationFrame } from '../../../administration-frame.tsx'
import { Prefetched } from '../../../prefetched.tsx'

/** The users of the SSO domain; whoever may not see them is told so. */
export default function Page() {
  return (
    <Prefetched asked={[['users', firstPage]]}>
      <AdministrationFrame current="users">
        <UsersGrid />
      </AdministrationFrame>
    </Prefetched>
  )
}
