import { AlarmsGrid } from '#components/alarms/alarms-grid.tsx'
import { firstPage } from '#components/live/first-page.ts'
import { ObjectFrame } from '#components/shell/object-frame.tsx'
import { Prefetched } from '../../prefetched.tsx'

/** All alarms that the user may see. */
export default function Page() {
  return (
    <Prefetched asked={[['alarms', firstPage]]}>
      <ObjectFrame icon="alarm" name="Alarms">
        <AlarmsGrid />
      </ObjectFrame>
    </Prefetched>
  )
}
