'use client'
import { PaneGrid, QueryGrid } from '#components/live/query-grid.tsx'
import { taskColumns } from './task-columns.tsx'

/** Every task, or those of one object; the newest first. */
export function TasksGrid({ targetId }: { targetId?: string }) {
  return <QueryGrid label="Tasks" name="tasks" scope={targetId ? { targetId } : {}} columns={taskColumns} />
}

/** The tasks in the pane below every page. */
export function RecentTasks() {
  return (
    <PaneGrid
      label="Recent Tasks"
      name="tasks"
      columns={taskColumns}
      emptyState={<p className="p-3 text-grid text-fg-2">Nothing has been started yet.</p>}
    />
  )
}
