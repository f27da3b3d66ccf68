import { GroupsGrid } from '#components/directory/groups-grid.tsx'
import { firstPage } from '#components/live/first-page.ts'
import { AdministrationFrame } from '../../../administration-frame.tsx'
import { Prefetched } from '../../../prefetched.tsx'

/** The groups of the SSO domain; whoever may not see them is told so. */
export default function Page() {
  return (
    <Prefetched asked={[['groups', firstPage]]}>
      <AdministrationFrame current="groups">
        <GroupsGrid />
      </AdministrationFrame>
    </Prefetched>
  )
}
