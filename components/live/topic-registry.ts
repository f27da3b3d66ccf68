import type { LiveTopics } from '#domain/live.ts'
import { joinTopics } from '#domain/live-sources.ts'

/** Knows what the mounted queries of this tab want to hear of, and tells when their sum changes. */
export const createTopicRegistry = () => {
  const wanted = new Map<number, LiveTopics>()
  const listeners = new Set<() => void>()
  let next = 0
  let current = '{}'
  let timer: ReturnType<typeof setTimeout> | undefined
  const settle = () => {
    timer = undefined
    const sum = JSON.stringify(joinTopics([...wanted.values()]))
    if (sum === current) return
    current = sum
    for (const listener of listeners) listener()
  }
  // A change of page drops and adds in one breath: the stream is opened once for what stays.
  const soon = () => {
    if (!timer) timer = setTimeout(settle, 50)
  }
  return {
    add(topics: LiveTopics): () => void {
      if (!topics.api) return () => undefined
      const id = next++
      wanted.set(id, topics)
      soon()
      return () => {
        wanted.delete(id)
        soon()
      }
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** The joined topics as JSON: a stable value to compare. */
    current: () => current,
  }
}

export type TopicRegistry = ReturnType<typeof createTopicRegistry>
