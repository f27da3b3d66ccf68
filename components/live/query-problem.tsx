'use client'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { TextAction } from '#components/ui/text-action.tsx'
import type { QueryError } from './fetch-query.ts'

/** Stands where an answer would: still loading, not allowed, gone, or not reachable, each in its own words. */
export function QueryProblem({ error, what, onRetry }: { error: QueryError | undefined; what: string; onRetry?(): void }) {
  if (!error) {
    return (
      <div className="p-6">
        <Spinner label={`Loading ${what}`} />
      </div>
    )
  }
  if (error.status === 403) {
    return (
      <EmptyState icon="lock" title={`You may not see ${what}`}>
        {error.message}
      </EmptyState>
    )
  }
  if (error.status === 404) {
    return (
      <EmptyState icon="unknown" title={`There is no ${what} here`}>
        {/[.!?]$/.test(error.message) ? error.message : `${error.message}.`} Choose another object in the navigator.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon="disconnected"
      title={error.status === 0 ? 'The server can’t be reached' : `${what} can’t be shown`}
      actions={onRetry && <TextAction onClick={onRetry}>Retry</TextAction>}
    >
      {error.message}
    </EmptyState>
  )
}

/** The same in place of a whole page, with the title and heading that a page has. */
export function PageProblem(props: { error: QueryError | undefined; what: string; onRetry?(): void }) {
  const { error, what } = props
  const heading = !error
    ? `Loading ${what}`
    : error.status === 404
      ? 'Not found'
      : error.status === 403
        ? 'Not allowed'
        : 'Not available'
  return (
    <>
      <title>{`${heading} - Hemisphere`}</title>
      <h1 className="sr-only">{heading}</h1>
      <QueryProblem {...props} />
    </>
  )
}
