'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { type QueryArgs, type QueryName, type QueryValue, queryKey } from '#domain/client/queries.ts'
import { type LiveArgs, refreshAfterMs, topicsOf } from '#domain/live-sources.ts'
import { fetchQuery, QueryError } from './fetch-query.ts'
import { useTopics } from './live-provider.tsx'

export interface ServerQuery<Value> {
  data: Value | undefined
  /** Why there is no fresh answer; old data may still be there. */
  error: QueryError | undefined
  loading: boolean
  retry(): void
}

export interface QueryOptions {
  /** False asks nothing, for dialogs that are closed. */
  enabled?: boolean
  /** Shows the last answer while arguments change: paging and searching without a blink. */
  keep?: boolean
}

/** An answer of the server that stays true while it is shown: the first paint comes with the page, changes by the live stream. */
export function useServerQuery<Name extends QueryName>(
  name: Name,
  args: QueryArgs<Name>,
  { enabled = true, keep = false }: QueryOptions = {},
): ServerQuery<QueryValue<Name>> {
  const topics = useTopics()
  const wanted = JSON.stringify(topicsOf(name, args as LiveArgs))
  useEffect(() => (enabled ? topics.add(JSON.parse(wanted)) : undefined), [topics, wanted, enabled])
  const result = useQuery({
    queryKey: queryKey(name, args),
    queryFn: ({ signal }) => fetchQuery(name, args, signal),
    enabled,
    refetchInterval: refreshAfterMs(name) ?? false,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  })
  const { data, error, isPending, refetch } = result
  return useMemo(
    () => ({
      data: data as QueryValue<Name> | undefined,
      error: error ? (error instanceof QueryError ? error : new QueryError(500, error.message)) : undefined,
      loading: isPending,
      retry: () => void refetch(),
    }),
    [data, error, isPending, refetch],
  )
}
