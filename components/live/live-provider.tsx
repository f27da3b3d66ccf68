'use client'
import { QueryClientProvider } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { LiveBatch } from '#domain/live.ts'
import { applyBatch, createQueryClient } from './query-client.ts'
import { createRefreshQueue } from './refresh-queue.ts'
import { createTopicRegistry, type TopicRegistry } from './topic-registry.ts'

/** Whether the tab hears of changes now, and when it last did (epoch milliseconds). */
export interface LiveState {
  state: 'live' | 'reconnecting' | 'paused'
  updatedAt?: number
}

const LiveContext = createContext<LiveState>({ state: 'reconnecting' })
const TopicContext = createContext<TopicRegistry | null>(null)

/** The state of the tab's one stream. */
export const useLiveState = (): LiveState => useContext(LiveContext)

/** Where queries say what they want to hear of. */
export const useTopics = (): TopicRegistry => {
  const topics = useContext(TopicContext)
  if (!topics) throw new Error('This needs a LiveProvider above it; the client layout has one.')
  return topics
}

const RETRY_MS = 2000

/** Holds the cache of answers and the one stream of changes that keeps it true. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [client] = useState(createQueryClient)
  const [registry] = useState(createTopicRegistry)
  const topics = useSyncExternalStore(registry.subscribe, registry.current, () => '{}')
  const [live, setLive] = useState<LiveState>({ state: 'reconnecting' })
  useEffect(() => {
    const queue = createRefreshQueue(client)
    let source: EventSource
    let retry: ReturnType<typeof setTimeout> | undefined
    const told = () => setLive({ state: 'live', updatedAt: Date.now() })
    const open = () => {
      source = new EventSource(`/api/live?topics=${encodeURIComponent(topics)}`)
      // From here on every change is told; what was read before may have missed some.
      source.addEventListener('ready', () => {
        queue.add(client.getQueryCache().getAll())
        told()
      })
      source.onmessage = (event: MessageEvent<string>) => {
        queue.add(applyBatch(client, JSON.parse(event.data) as LiveBatch))
        told()
      }
      source.onerror = () => {
        setLive((before) => ({ ...before, state: 'reconnecting' }))
        // After a refusal the browser gives up by itself; asking a query finds out whether the session has ended.
        if (source.readyState !== EventSource.CLOSED) return
        queue.add(client.getQueryCache().findAll({ type: 'active' }).slice(0, 1))
        retry = setTimeout(open, RETRY_MS)
      }
    }
    open()
    return () => {
      clearTimeout(retry)
      source.close()
      queue.stop()
    }
  }, [client, topics])
  const value = useMemo(() => live, [live])
  return (
    <QueryClientProvider client={client}>
      <TopicContext value={registry}>
        <LiveContext value={value}>{children}</LiveContext>
      </TopicContext>
    </QueryClientProvider>
  )
}
