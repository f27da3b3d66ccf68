'use client'
import { useEffect, useState } from 'react'
import { Icon } from './icon.tsx'

export interface SpinnerProps {
  label: string
  /** Milliseconds before anything is drawn: what takes less needs no spinner, and one that flashes only disturbs. */
  after?: number
}

/** A turning glyph with its words, drawn only when the wait has lasted two seconds; the space is kept from the start. */
export function Spinner({ label, after = 2000 }: SpinnerProps) {
  const [late, setLate] = useState(after === 0)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), after)
    return () => clearTimeout(timer)
  }, [after])
  return (
    <div role="status" className="flex min-h-8 items-center gap-2 text-fg-2">
      {late && (
        <>
          <Icon name="spinner" size={20} className="text-info" />
          <span>{label}</span>
        </>
      )}
    </div>
  )
}
