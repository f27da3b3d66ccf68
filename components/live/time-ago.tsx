'use client'
import { useEffect, useState } from 'react'
import { relativeAge } from '#components/ui/relative-age.ts'

/** A time as its age, the exact one on hover. The server prints the exact one: it can't know when it is read. */
export function TimeAgo({ at }: { at: string | undefined }) {
  const [now, setNow] = useState<number>()
  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 10_000)
    return () => clearInterval(timer)
  }, [])
  if (!at) return <span className="text-fg-muted">-</span>
  const age = now === undefined ? undefined : relativeAge(Date.parse(at), now)
  const exact = at.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC')
  return (
    <time dateTime={at} title={exact} className="tabular-nums">
      {age === undefined ? exact : age === 'now' ? 'just now' : `${age} ago`}
    </time>
  )
}
