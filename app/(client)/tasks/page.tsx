import { firstPage } from '#components/live/first-page.ts'
import { ObjectFrame } from '#components/shell/object-frame.tsx'
import { TasksGrid } from '#components/tasks/tasks-grid.tsx'
import { Prefetched } from '../../prefetched.tsx'

/** All tasks that the user may see. */
export default function Page() {
  return (
    <Prefetched asked={[['tasks', firstPage]]}>
      <ObjectFrame icon="task" name="Tasks">
        <TasksGrid />
      </ObjectFrame>
    </Prefetched>
  )
}
