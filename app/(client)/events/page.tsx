import { EventsGrid } from '#components/events/events-grid.tsx'
import { firstPage } from '#components/live/first-page.ts'
import { ObjectFrame } from '#components/shell/object-frame.tsx'
import { Prefetched } from '../../prefetched.tsx'

/** All events that the user may see. */
export default function Page() {
  return (
    <Prefetched asked={[['events', firstPage]]}>
      <ObjectFrame icon="event" name="Events">
        <EventsGrid />
      </ObjectFrame>
    </Prefetched>
  )
}
