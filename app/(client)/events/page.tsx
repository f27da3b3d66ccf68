import { EventsGrid } from '#components/events/events-grid.tsx'
import { ObjectFrame } from '#components/shell/object-frame.tsx'
import { Prefetched } from '../../prefetched.tsx'
import { readWindow, type SearchParams } from '../../route-params.ts'

/** All events that the user may see. */
export default async function Page(props: SearchParams) {
  const window = await readWindow(props)
  return (
    <Prefetched asked={[['events', window]]}>
      <ObjectFrame icon="event" name="Events">
        <EventsGrid />
      </ObjectFrame>
    </Prefetched>
  )
}
