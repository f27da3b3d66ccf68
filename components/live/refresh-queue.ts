import type { Query, QueryClient } from '@tanstack/react-query'

/** How often one answer is read again at most. */
const PAUSE_MS = 300

/**
 * Reads stale answers again, each at most every 300 ms however often it is asked. An answer that is being read waits for its end: what
 * changed meanwhile may not be in it. Answers nobody looks at are only marked.
 */
export const createRefreshQueue = (client: QueryClient) => {
  const waiting = new Map<string, Query>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    timer = undefined
    for (const [hash, query] of waiting) {
      if (query.state.fetchStatus === 'fetching') continue
      waiting.delete(hash)
      void client.invalidateQueries({ queryKey: query.queryKey, exact: true })
    }
    if (waiting.size > 0) timer = setTimeout(flush, PAUSE_MS)
  }
  return {
    add(queries: readonly Query[]) {
      for (const query of queries) waiting.set(query.queryHash, query)
      if (waiting.size > 0) timer ??= setTimeout(flush, PAUSE_MS)
    },
    stop() {
      clearTimeout(timer)
      timer = undefined
      waiting.clear()
    },
  }
}
