import { type Query, QueryClient } from '@tanstack/react-query'
import type { QueryName, queryKey } from '#domain/client/queries.ts'
import type { LiveBatch } from '#domain/live.ts'
import { type LiveEntry, reduceLive } from '#domain/live-reducer.ts'
import { QueryError } from './fetch-query.ts'

/** Nothing is ever old by the clock alone: the live stream says what is. Long lists are not compared deeply, which costs more than drawing. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: true,
        structuralSharing: false,
        retry: (count, error) => count < 2 && (!(error instanceof QueryError) || error.status === 0 || error.status >= 500),
      },
    },
  })

/** The cache's entry as the reducer wants it. */
const entryOf = (query: Query): LiveEntry => {
  const [name, args] = query.queryKey as unknown as ReturnType<typeof queryKey>
  return { name: name as QueryName, args: args as LiveEntry['args'], data: query.state.data }
}

/** Folds a batch into every cached answer; returns those to be read again. */
export const applyBatch = (client: QueryClient, batch: LiveBatch): Query[] =>
  client
    .getQueryCache()
    .getAll()
    .filter((query) => {
      if (query.state.data === undefined) return false
      const entry = entryOf(query)
      const { data, stale } = reduceLive(entry, batch)
      // Patched data keeps the time it was read at: an answer that is on its way must still replace it.
      if (data !== entry.data) client.setQueryData(query.queryKey, data, { updatedAt: query.state.dataUpdatedAt })
      return stale
    })
