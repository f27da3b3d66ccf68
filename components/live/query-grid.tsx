'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { downloadText } from '#components/ui/download-text.ts'
import { gridCsv } from '#components/ui/grid/csv.ts'
import { type Column, DataGrid, type DataGridProps, type Selection } from '#components/ui/grid/data-grid.tsx'
import { defaultGridState, type GridState } from '#components/ui/grid/grid-state.ts'
import { useUrlGridState } from '#components/ui/grid/use-url-grid-state.ts'
import type { MenuItem } from '#components/ui/menu.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { PageQueryName, PageRow, QueryArgs } from '#domain/client/queries.ts'
import type { Page, PageQuery } from '#domain/page.ts'
import { everyRow } from './every-row.ts'
import { fetchQuery } from './fetch-query.ts'
import { pageQuery } from './first-page.ts'
import { useServerQuery } from './use-server-query.ts'

export interface QueryGridProps<Name extends PageQueryName> {
  label: string
  name: Name
  /** What the list is about, besides the window that the grid asks for. */
  scope?: Omit<QueryArgs<Name>, keyof PageQuery>
  columns: Column<PageRow<Name>>[]
  rowKey?(row: PageRow<Name>): string
  onOpen?(row: PageRow<Name>): void
  rowMenu?(row: PageRow<Name>): MenuItem[]
  toolbar?: ReactNode
  emptyState?: ReactNode
  /** Empty for no search box. */
  searchLabel?: string
  /** Keeps two grids on one page apart in the URL. */
  prefix?: string
}

/** A live list of a page: rows, sorting, filters, pages and search come from the server, its state is in the URL. */
export function QueryGrid<Name extends PageQueryName>(props: QueryGridProps<Name>) {
  const [state, setState] = useUrlGridState(defaultGridState, props.prefix)
  const [selection, setSelection] = useState<Selection>(new Set())
  return <ServerGrid {...props} state={state} setState={setState} selection={selection} onSelectionChange={setSelection} />
}

/** The same for panes that stand beside every page: its state is its own, the URL belongs to the page. */
export function PaneGrid<Name extends PageQueryName>(props: QueryGridProps<Name>) {
  const [state, setState] = useState(defaultGridState)
  return <ServerGrid {...props} searchLabel="" state={state} setState={setState} />
}

// The same functions on every render: the grid keeps what it made of the rows with them.
const idOf = (row: unknown): string => (row as { id: string }).id
const textOf = (row: unknown): string => JSON.stringify(row)

/** Saves all rows as csv, or the selected ones, whatever page they are on. */
function useSaveRows<Name extends PageQueryName>(
  { label, name, columns, selection }: Pick<QueryGridProps<Name>, 'label' | 'name' | 'columns'> & { selection?: Selection },
  args: QueryArgs<Name>,
  rowKey: (row: PageRow<Name>) => string,
) {
  const { fail } = useToast()
  return async (scope: 'all' | 'selected') => {
    const ask = (window: PageQuery) => fetchQuery(name, { ...args, ...window }) as Promise<Page<PageRow<Name>>>
    try {
      const rows = await everyRow(ask, rowKey)
      const kept = scope === 'all' ? rows : rows.filter((row) => selection?.has(rowKey(row)))
      const fileName = `${label.toLowerCase().replaceAll(' ', '-')}.csv`
      downloadText(fileName, gridCsv(columns, kept), 'text/csv;charset=utf-8')
    } catch (error) {
      fail({ title: `${label} were not exported`, message: error instanceof Error ? error.message : String(error) })
    }
  }
}

function ServerGrid<Name extends PageQueryName>(
  props: QueryGridProps<Name> &
    Pick<DataGridProps<PageRow<Name>>, 'state' | 'selection' | 'onSelectionChange'> & { setState(next: GridState): void },
) {
  const { label, name, scope, columns, onOpen, rowMenu, toolbar, emptyState, searchLabel, state, setState } = props
  const router = useRouter()
  const rowKey = props.rowKey ?? idOf
  const args = { ...pageQuery(state), ...scope } as QueryArgs<Name>
  const { data, error, loading, retry } = useServerQuery(name, args, { keep: true })
  const page = data as Page<PageRow<Name>> | undefined
  const save = useSaveRows(props, args, rowKey)
  return (
    <DataGrid
      label={label}
      columns={columns}
      rows={page?.rows ?? []}
      total={page?.total ?? 0}
      state={state}
      onStateChange={setState}
      rowKey={rowKey}
      rowVersion={textOf}
      selection={props.selection}
      onSelectionChange={props.onSelectionChange}
      onOpen={onOpen}
      onFollow={router.push}
      rowMenu={rowMenu}
      toolbar={toolbar}
      searchLabel={searchLabel === '' ? undefined : (searchLabel ?? `Search ${label}`)}
      emptyState={emptyState}
      loading={loading}
      error={error?.message}
      forbidden={error?.status === 403}
      onRetry={retry}
      onExport={(scope) => void save(scope)}
      className="border-0"
    />
  )
}
