import { ObjectFrame } from '#components/shell/object-frame.tsx'
import { TasksGrid } from '#components/tasks/tasks-grid.tsx'
import { Prefetched } from '../../prefetched.tsx'
import { readWindow, type SearchParams } from '../../route-params.ts'

/** All tasks that the user may see. */
export default async function Page(props: SearchParams) {
  const window = await readWindow(props)
  return (
    <Prefetched asked={[['tasks', window]]}>
      <ObjectFrame icon="task" name="Tasks">
        <TasksGrid />
      </ObjectFrame>
    </Prefetched>
  )
}
