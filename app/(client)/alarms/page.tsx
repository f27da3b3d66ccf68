import { AlarmsGrid } from '#components/alarms/alarms-grid.tsx'
import { ObjectFrame } from '#components/shell/object-frame.tsx'
import { Prefetched } from '../../prefetched.tsx'
import { readWindow, type SearchParams } from '../../route-params.ts'

/** All alarms that the user may see. */
export default async function Page(props: SearchParams) {
  const window = await readWindow(props)
  return (
    <Prefetched asked={[['alarms', window]]}>
      <ObjectFrame icon="alarm" name="Alarms">
        <AlarmsGrid />
      </ObjectFrame>
    </Prefetched>
  )
}
