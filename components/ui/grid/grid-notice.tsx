'use client'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { TextAction } from '#components/ui/text-action.tsx'
import type { DataGridProps } from './data-grid-props.ts'

/** What stands where the rows would be: still loading, not allowed, failed, filtered away, or truly empty. */
export function GridNotice<Row>({ loading, error, forbidden, onRetry, state, onStateChange, emptyState }: DataGridProps<Row>) {
  const filtered = state.q !== '' || Object.values(state.filters).some((values) => values.length > 0)
  return (
    <div className="absolute inset-x-0 bottom-0 top-8 overflow-auto bg-surface">
      {error && forbidden ? (
        <EmptyState icon="lock" title="You may not see this list">
          {error}
        </EmptyState>
      ) : error ? (
        <EmptyState
          icon="error-circle"
          title="The list could not be loaded"
          actions={onRetry && <TextAction onClick={onRetry}>Retry</TextAction>}
        >
          {error}
        </EmptyState>
      ) : loading ? (
        <div className="flex h-full items-center justify-center">
          <Spinner label="Loading" />
        </div>
      ) : filtered ? (
        <EmptyState
          icon="filter"
          title="Nothing matches"
          actions={
            <TextAction onClick={() => onStateChange({ ...state, q: '', filters: {}, offset: 0 })}>Clear filters</TextAction>
          }
        >
          There may be items that the search or the column filters leave out.
        </EmptyState>
      ) : (
        (emptyState ?? <EmptyState title="No items found" />)
      )}
    </div>
  )
}
