'use client'
import { Banner } from '#components/ui/banner.tsx'
import { SearchBox } from '#components/ui/search-box.tsx'
import { TextAction } from '#components/ui/text-action.tsx'
import type { DataGridProps } from './data-grid-props.ts'
import { GridFilterChips } from './grid-filter-chips.tsx'

/** The bar above a grid: actions at the left, live dot and search at the right; below it what narrows the list, and the error of a refresh that failed. */
export function GridToolbar<Row>({
  toolbar,
  toolbarEnd,
  searchLabel,
  columns,
  state,
  onStateChange,
  error,
  onRetry,
  rows,
}: DataGridProps<Row>) {
  return (
    <>
      {(toolbar || toolbarEnd || searchLabel) && (
        <div className="flex min-h-10 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line-soft px-2 py-1">
          {toolbar}
          <span className="flex-1" />
          {toolbarEnd}
          {searchLabel && (
            <SearchBox
              label={searchLabel}
              value={state.q}
              onChange={(q) => onStateChange({ ...state, q, offset: 0 })}
              className="w-[220px]"
            />
          )}
        </div>
      )}
      <GridFilterChips columns={columns} state={state} onStateChange={onStateChange} />
      {error && rows.length > 0 && (
        <Banner kind="error" className="m-2" actions={onRetry && <TextAction onClick={onRetry}>Retry</TextAction>}>
          {error}
        </Banner>
      )}
    </>
  )
}
