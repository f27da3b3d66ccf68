'use client'
import { periodFilter } from '#components/live/period-filter.ts'
import { targetHref } from '#components/live/target-href.ts'
import { TimeAgo } from '#components/live/time-ago.tsx'
import { CellLink } from '#components/ui/grid/cell-link.tsx'
import type { Column } from '#components/ui/grid/column.ts'
import { Status } from '#components/ui/status.tsx'
import type { TaskView } from '#domain/vsphere/operations.ts'

const STATES = {
  QUEUED: { kind: 'queued', word: 'Queued' },
  RUNNING: { kind: 'running', word: 'Running' },
  SUCCESS: { kind: 'ok', word: 'Completed' },
  ERROR: { kind: 'error', word: 'Failed' },
} as const

const stateText = ({ state, progress }: TaskView): string =>
  state === 'RUNNING' && progress > 0 ? `${progress} %` : STATES[state].word
const details = ({ error, description }: TaskView): string => error ?? description
const waited = ({ queuedAt, startedAt }: TaskView): string =>
  startedAt ? `${Date.parse(startedAt) - Date.parse(queuedAt)} ms` : ''

/** The columns of Recent Tasks, as vSphere has them. */
export const taskColumns: Column<TaskView>[] = [
  {
    id: 'name',
    header: 'Task Name',
    cell: ({ name }) => name,
    text: ({ name }) => name,
    width: 160,
    grow: 2,
    sortable: true,
    fixed: true,
  },
  {
    id: 'targetName',
    header: 'Target',
    cell: ({ targetKind, targetId, targetName }) => {
      const href = targetHref(targetKind, targetId)
      return href ? <CellLink href={href}>{targetName}</CellLink> : targetName
    },
    text: ({ targetName }) => targetName,
    width: 110,
    grow: 1,
    sortable: true,
  },
  {
    id: 'state',
    header: 'Status',
    cell: (task) => <Status kind={STATES[task.state].kind}>{stateText(task)}</Status>,
    text: stateText,
    width: 125,
    sortable: true,
    filter: { kind: 'choice', options: Object.entries(STATES).map(([value, { word }]) => ({ value, label: word })) },
  },
  { id: 'description', header: 'Details', cell: details, text: details, width: 90, grow: 3 },
  {
    id: 'initiator',
    header: 'Initiator',
    cell: ({ initiator }) => initiator,
    text: ({ initiator }) => initiator,
    width: 140,
    grow: 1,
    sortable: true,
  },
  { id: 'waited', header: 'Queued For', cell: waited, text: waited, width: 110, align: 'end' },
  {
    id: 'startedAt',
    header: 'Start Time',
    cell: ({ startedAt }) => <TimeAgo at={startedAt} />,
    text: ({ startedAt = '' }) => startedAt,
    width: 100,
    sortable: true,
  },
  {
    id: 'completedAt',
    header: 'Completion Time',
    cell: ({ completedAt }) => <TimeAgo at={completedAt} />,
    text: ({ completedAt = '' }) => completedAt,
    width: 150,
    sortable: true,
    filter: periodFilter,
  },
]
