'use client'
import { AlarmsGrid } from '#components/alarms/alarms-grid.tsx'
import { EventsGrid } from '#components/events/events-grid.tsx'
import { KubernetesEventsGrid } from '#components/pods/workloads-grid.tsx'
import { TasksGrid } from '#components/tasks/tasks-grid.tsx'
import { Toc } from '#components/ui/toc.tsx'

export interface MonitorViewProps {
  /** The page that the sections are below of. */
  page: string
  section: string | undefined
  targetId: string
  /** For namespaces: Kubernetes' own events as well. */
  kubernetes?: { supervisorId: string; namespace: string }
}

/** The Monitor tab of an object: what was done to it and what happened to it. */
export function MonitorView({ page, section, targetId, kubernetes }: MonitorViewProps) {
  const alarms = { id: 'alarms', label: 'Triggered Alarms', href: `${page}/monitor/alarms` }
  const items = [
    { id: 'tasks', label: 'Tasks', href: `${page}/monitor/tasks` },
    { id: 'events', label: 'Events', href: `${page}/monitor/events` },
    ...(kubernetes ? [{ id: 'kubernetes', label: 'Kubernetes events', href: `${page}/monitor/kubernetes` }] : []),
  ]
  const current = [alarms, ...items].find(({ id }) => id === section)?.id ?? (kubernetes ? 'kubernetes' : 'tasks')
  return (
    <Toc
      label="Monitor"
      groups={[
        { title: 'Issues and Alarms', items: [alarms] },
        { title: 'Tasks and Events', items },
      ]}
      current={current}
    >
      {current === 'alarms' && <AlarmsGrid key="alarms" targetId={targetId} />}
      {current === 'tasks' && <TasksGrid key="tasks" targetId={targetId} />}
      {current === 'events' && <EventsGrid key="events" targetId={targetId} />}
      {current === 'kubernetes' && kubernetes && <KubernetesEventsGrid key="kubernetes" {...kubernetes} />}
    </Toc>
  )
}
