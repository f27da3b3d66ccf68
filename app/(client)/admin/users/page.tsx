import { UsersGrid } from '#components/directory/users-grid.tsx'
import { AdministrationFrame } from '../../../administration-frame.tsx'
import { Prefetched } from '../../../prefetched.tsx'
import { readWindow, type SearchParams } from '../../../route-params.ts'

/** The users of the SSO domain; whoever may not see them is told so. */
export default async function Page(props: SearchParams) {
  const window = await readWindow(props)
  return (
    <Prefetched asked={[['users', window]]}>
      <AdministrationFrame current="users">
        <UsersGrid />
      </AdministrationFrame>
    </Prefetched>
  )
}
