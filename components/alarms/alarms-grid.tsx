'use client'
import { useActions } from '#components/live/actions-context.tsx'
import { firstPage } from '#components/live/first-page.ts'
import { PaneGrid, QueryGrid } from '#components/live/query-grid.tsx'
import { targetHref } from '#components/live/target-href.ts'
import { TimeAgo } from '#components/live/time-ago.tsx'
import { useAct } from '#components/live/use-act.ts'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { CellLink } from '#components/ui/grid/cell-link.tsx'
import type { Column } from '#components/ui/grid/column.ts'
import type { MenuItem } from '#components/ui/menu.tsx'
import { Status, StatusGlyph } from '#components/ui/status.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { AlarmView } from '#domain/vsphere/operations.ts'

const SEVERITIES = {
  INFO: { kind: 'info', word: 'Information' },
  WARNING: { kind: 'warning', word: 'Warning' },
  ERROR: { kind: 'error', word: 'Alert' },
} as const

const columns: Column<AlarmView>[] = [
  {
    id: 'name',
    header: 'Alarm Name',
    cell: ({ name }) => name,
    text: ({ name }) => name,
    width: 190,
    grow: 1,
    sortable: true,
    fixed: true,
  },
  {
    id: 'targetName',
    header: 'Object',
    cell: ({ targetKind, targetId, targetName }) => {
      const href = targetHref(targetKind, targetId)
      return href ? <CellLink href={href}>{targetName}</CellLink> : targetName
    },
    text: ({ targetName }) => targetName,
    width: 150,
    grow: 1,
    sortable: true,
  },
  {
    id: 'severity',
    header: 'Severity',
    cell: ({ severity }) => <Status kind={SEVERITIES[severity].kind}>{SEVERITIES[severity].word}</Status>,
    text: ({ severity }) => SEVERITIES[severity].word,
    width: 110,
    sortable: true,
    filter: { kind: 'choice', options: Object.entries(SEVERITIES).map(([value, { word }]) => ({ value, label: word })) },
  },
  { id: 'message', header: 'Details', cell: ({ message }) => message, text: ({ message }) => message, width: 200, grow: 3 },
  {
    id: 'raisedAt',
    header: 'Triggered',
    cell: ({ raisedAt }) => <TimeAgo at={raisedAt} />,
    text: ({ raisedAt }) => raisedAt,
    width: 100,
    sortable: true,
  },
  {
    id: 'acknowledgedAt',
    header: 'Acknowledged',
    cell: ({ acknowledgedAt }) => <TimeAgo at={acknowledgedAt} />,
    text: ({ acknowledgedAt = '' }) => acknowledgedAt,
    width: 115,
    sortable: true,
  },
  {
    id: 'acknowledgedBy',
    header: 'Acknowledged By',
    hidden: true,
    cell: ({ acknowledgedBy }) => acknowledgedBy,
    text: ({ acknowledgedBy = '' }) => acknowledgedBy,
    width: 130,
    sortable: true,
  },
]

function useAlarmMenu(): (row: AlarmView) => MenuItem[] {
  const act = useAct()
  const { menuFor } = useActions()
  const { fail } = useToast()
  const run = async (name: 'acknowledgeAlarm' | 'resetAlarm', { id, name: alarm }: AlarmView) => {
    const result = await act(name, { id })
    if (!result.ok) fail({ title: `Alarm "${alarm}" was not changed`, message: result.error.message })
  }
  return (row) => {
    const { id, name, acknowledgedAt, acknowledgedBy } = row
    const target = { kind: 'alarm', id, name, ...(acknowledgedAt && acknowledgedBy ? { acknowledgedBy } : {}) } as const
    return menuFor(target, (action) => void run(action === 'acknowledge-alarm' ? 'acknowledgeAlarm' : 'resetAlarm', row))
  }
}

const NONE = <EmptyState icon="check-circle" title="No alarm is triggered" />

/** The triggered alarms, all or those of one object and what is in it. */
export function AlarmsGrid({ targetId }: { targetId?: string }) {
  const scope = targetId ? { targetId } : {}
  return <QueryGrid label="Alarms" name="alarms" scope={scope} columns={columns} rowMenu={useAlarmMenu()} emptyState={NONE} />
}

/** How many alarms are triggered, for the pane's tab: nothing while there are none. */
export function AlarmCount() {
  const { data } = useServerQuery('alarms', firstPage)
  if (!data?.total) return null
  return (
    <span className="inline-flex items-center gap-1">
      <StatusGlyph kind={data.rows.some(({ severity }) => severity === 'ERROR') ? 'error' : 'warning'} size={14} />
      <span className="tabular-nums">{data.total}</span>
    </span>
  )
}

/** The triggered alarms in the pane below every page. */
export function AlarmsPane() {
  return (
    <PaneGrid
      label="Triggered Alarms"
      name="alarms"
      columns={columns}
      rowMenu={useAlarmMenu()}
      emptyState={<p className="p-3 text-grid text-fg-2">No alarm is triggered.</p>}
    />
  )
}
