'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { type Column, DataGrid, type Selection } from '#components/ui/grid/data-grid.tsx'
import { defaultGridState, type GridState } from '#components/ui/grid/grid-state.ts'
import { useUrlGridState } from '#components/ui/grid/use-url-grid-state.ts'
import type { MenuItem } from '#components/ui/menu.tsx'
import type { PageQueryName, PageRow, QueryArgs } from '#domain/client/queries.ts'
import type { Page, PageQuery } from '#domain/page.ts'
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
  bulkMenu?(rows: PageRow<Name>[]): MenuItem[]
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
  return <ServerGrid {...props} state={state} setState={setState} />
}

/** The same for panes that stand beside every page: its state is its own, the URL belongs to the page. */
export function PaneGrid<Name extends PageQueryName>(props: QueryGridProps<Name>) {
  const [state, setState] = useState(defaultGridState)
  return <ServerGrid {...props} searchLabel="" state={state} setState={setState} />
}

// The same functions on every render: the grid keeps what it made of the rows with them.
const idOf = (row: unknown): string => (row as { id: string }).id
const textOf = (row: unknown): string => JSON.stringify(row)

function ServerGrid<Name extends PageQueryName>(
  props: QueryGridProps<Name> & { state: GridState; setState(next: GridState): void },
) {
  const { label, name, scope, columns, onOpen, rowMenu, bulkMenu, toolbar, emptyState, searchLabel, state, setState } = props
  const router = useRouter()
  const [selection, setSelection] = useState<Selection>(new Set())
  const args = { ...pageQuery(state), ...scope } as QueryArgs<Name>
  const { data, error, loading, retry } = useServerQuery(name, args, { keep: true })
  const page = data as Page<PageRow<Name>> | undefined
  return (
    <DataGrid
      label={label}
      columns={columns}
      rows={page?.rows ?? []}
      total={page?.total ?? 0}
      state={state}
      onStateChange={setState}
      rowKey={props.rowKey ?? idOf}
      rowVersion={textOf}
      {...(bulkMenu ? { selection, onSelectionChange: setSelection, bulkMenu } : {})}
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
      exportName={label.toLowerCase().replaceAll(' ', '-')}
      className="border-0"
    />
  )
}
