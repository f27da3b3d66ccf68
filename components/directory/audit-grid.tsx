'use client'
import { useState } from 'react'
import { QueryGrid } from '#components/live/query-grid.tsx'
import { TimeAgo } from '#components/live/time-ago.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { Column } from '#components/ui/grid/column.ts'
import { Status } from '#components/ui/status.tsx'
import type { AuditEntryView } from '#domain/vsphere/operations.ts'
import { AuditEntryDialog, OUTCOMES } from './audit-entry-dialog.tsx'

const text = (
  id: 'who' | 'from' | 'action' | 'target',
  header: string,
  width: number,
  grow?: number,
): Column<AuditEntryView> => ({
  id,
  header,
  cell: (entry) => entry[id],
  text: (entry) => entry[id],
  width,
  ...(grow ? { grow } : {}),
  sortable: true,
  filter: { kind: 'text' },
})

const columns = (open: (entry: AuditEntryView) => void): Column<AuditEntryView>[] => [
  {
    ...text('action', 'Action', 160, 1),
    cell: (entry) => (
      // Enter on the row does the same, so the cell is no Tab stop of its own.
      <button
        type="button"
        tabIndex={-1}
        className="max-w-full cursor-pointer truncate text-link hover:text-link-hover hover:underline"
        onClick={() => open(entry)}
      >
        {entry.action}
      </button>
    ),
    fixed: true,
  },
  { id: 'at', header: 'Date Time', cell: ({ at }) => <TimeAgo at={at} />, text: ({ at }) => at, width: 130, sortable: true },
  text('who', 'User', 200),
  text('target', 'Object', 140, 1),
  {
    id: 'outcome',
    header: 'Outcome',
    cell: ({ outcome }) => <Status kind={OUTCOMES[outcome].kind}>{OUTCOMES[outcome].word}</Status>,
    text: ({ outcome }) => OUTCOMES[outcome].word,
    width: 105,
    sortable: true,
    filter: { kind: 'choice', options: Object.entries(OUTCOMES).map(([value, { word }]) => ({ value, label: word })) },
  },
  { id: 'message', header: 'Message', cell: ({ message }) => message, text: ({ message }) => message, width: 160, grow: 2 },
  text('from', 'From', 130),
]

/** Who tried what, from where, and what came of it; the newest first. */
export function AuditGrid() {
  const [shown, setShown] = useState<AuditEntryView>()
  return (
    <>
      <QueryGrid
        label="Audit Log"
        name="auditEntries"
        columns={columns(setShown)}
        onOpen={setShown}
        rowMenu={(entry) => [{ id: 'details', label: 'Show Details…', icon: 'info', onSelect: () => setShown(entry) }]}
        emptyState={
          <EmptyState icon="info" title="No entry matches">
            Clear the search or the filters to see more.
          </EmptyState>
        }
      />
      {shown && <AuditEntryDialog entry={shown} onClose={() => setShown(undefined)} />}
    </>
  )
}
