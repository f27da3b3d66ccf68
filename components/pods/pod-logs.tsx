'use client'
import { useEffect, useRef, useState } from 'react'
import { CheckboxField } from '#components/ui/form/checkbox-field.tsx'
import { type LogLine, LogView } from '#components/ui/log-view.tsx'
import type { PodDetail } from '#domain/client/workload-rows.ts'

const MOST_LINES = 100_000
const SHOWN_EVERY_MS = 100

interface Stream {
  lines: readonly LogLine[]
  error?: string
}

/** Reads a log as it is written; it ends when the container does, or when something else is chosen. */
function useLog(url: string): Stream {
  const [stream, setStream] = useState<Stream>({ lines: [] })
  const next = useRef(0)
  useEffect(() => {
    const stop = new AbortController()
    let waiting: LogLine[] = []
    let rest = ''
    setStream({ lines: [] })
    const show = () => {
      if (waiting.length === 0) return
      const fresh = waiting
      waiting = []
      setStream((before) => ({ lines: [...before.lines, ...fresh].slice(-MOST_LINES) }))
    }
    const timer = setInterval(show, SHOWN_EVERY_MS)
    const take = (text: string) => {
      const parts = (rest + text).split('\n')
      rest = parts.pop() ?? ''
      for (const line of parts) waiting.push({ id: next.current++, text: line })
    }
    const read = async () => {
      const response = await fetch(url, { signal: stop.signal })
      if (!response.ok || !response.body) {
        const body = (await response.json().catch(() => ({}))) as { message?: string }
        throw new Error(body.message ?? `The server answered ${response.status}.`)
      }
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
      for (let part = await reader.read(); !part.done; part = await reader.read()) take(part.value)
      if (rest) take('\n')
    }
    read()
      .catch((error: unknown) => {
        if (stop.signal.aborted) return
        setStream((before) => ({ ...before, error: error instanceof Error ? error.message : String(error) }))
      })
      .finally(show)
    return () => {
      clearInterval(timer)
      stop.abort()
    }
  }, [url])
  return stream
}

/** The log of a pod's container, live. */
export function PodLogs({ pod }: { pod: PodDetail }) {
  const [container, setContainer] = useState(pod.containers.find(({ init }) => !init)?.name ?? '')
  const [previous, setPrevious] = useState(false)
  const [follow, setFollow] = useState(true)
  const query = new URLSearchParams({ container, ...(previous ? { previous: 'true' } : { follow: 'true' }) })
  const path = [pod.supervisorId, pod.namespace, pod.name].map(encodeURIComponent).join('/')
  // A container that has been started anew is another log: the pod's page reads on from its beginning.
  const restarts = pod.containers.find(({ name }) => name === container)?.restarts ?? 0
  const { lines, error } = useLog(`/api/pods/${path}/log?${query}&run=${restarts}`)
  return (
    <LogView
      label={`Log of ${container}`}
      lines={lines}
      follow={follow}
      onFollowChange={setFollow}
      fileName={`${pod.name}-${container}.log`}
      empty={error ?? (pod.hostName ? 'No lines yet.' : 'The pod has no host yet, so it has no log.')}
      className="border-0"
      controls={
        <>
          <select
            aria-label="Container"
            value={container}
            onChange={(event) => setContainer(event.target.value)}
            className="h-control min-h-6 rounded-sm border border-line-input bg-surface px-2 text-grid text-fg"
          >
            {pod.containers.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
          <CheckboxField label="Previous run" checked={previous} onChange={setPrevious} className="mb-0!" />
        </>
      }
    />
  )
}
