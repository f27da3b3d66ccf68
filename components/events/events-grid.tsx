'use client'
import { periodFilter } from '#components/live/period-filter.ts'
import { QueryGrid } from '#components/live/query-grid.tsx'
import { targetHref } from '#components/live/target-href.ts'
import { TimeAgo } from '#components/live/time-ago.tsx'
import { CellLink } from '#components/ui/grid/cell-link.tsx'
import type { Column } from '#components/ui/grid/column.ts'
import { Status } from '#components/ui/status.tsx'
import type { EventView } from '#domain/vsphere/operations.ts'

const SEVERITIES = {
  INFO: { kind: 'info', word: 'Information' },
  WARNING: { kind: 'warning', word: 'Warning' },
  ERROR: { kind: 'error', word: 'Error' },
} as const

const columns: Column<EventView>[] = [
  {
    id: 'message',
    header: 'Description',
    cell: ({ message }) => message,
    text: ({ message }) => message,
    width: 300,
    grow: 3,
    fixed: true,
  },
  {
    id: 'severity',
    header: 'Type',
    cell: ({ severity }) => <Status kind={SEVERITIES[severity].kind}>{SEVERITIES[severity].word}</Status>,
    text: ({ severity }) => SEVERITIES[severity].word,
    width: 120,
    sortable: true,
    filter: { kind: 'choice', options: Object.entries(SEVERITIES).map(([value, { word }]) => ({ value, label: word })) },
  },
  {
    id: 'at',
    header: 'Date Time',
    cell: ({ at }) => <TimeAgo at={at} />,
    text: ({ at }) => at,
    width: 130,
    sortable: true,
    filter: periodFilter,
  },
  {
    id: 'targetName',
    header: 'Target',
    cell: ({ targetKind, targetId, targetName }) => {
      const href = targetHref(targetKind, targetId)
      return href ? <CellLink href={href}>{targetName}</CellLink> : targetName
    },
    text: ({ targetName }) => targetName,
    width: 180,
    sortable: true,
  },
  { id: 'user', header: 'User', cell: ({ user }) => user, text: ({ user }) => user, width: 200, sortable: true },
]

/** Every event, or those of one object; the newest first. */
export function EventsGrid({ targetId }: { targetId?: string }) {
  return <QueryGrid label="Events" name="events" scope={targetId ? { targetId } : {}} columns={columns} />
}
