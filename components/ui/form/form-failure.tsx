'use client'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { Banner } from '#components/ui/banner.tsx'
import { bannerText, covers, type Failure, type FieldProblem } from './field-problems.ts'

interface Problems {
  problems: readonly FieldProblem[]
  /** Says that a control for the path is there; the answer takes it back. */
  claim(path: string): () => void
}

const NONE: readonly FieldProblem[] = []
const ProblemsContext = createContext<Problems>({ problems: NONE, claim: () => () => undefined })

/**
 * What went wrong with the form around `children`: each problem stands at the control of its field, and the banner says only what has no
 * control. The focus goes to the first field that is wrong.
 */
export function FormFailure({ failure, children }: { failure: Failure | undefined; children: ReactNode }) {
  const [shown, setShown] = useState<readonly string[]>([])
  const claim = useCallback((path: string) => {
    setShown((before) => [...before, path])
    return () => setShown((before) => before.toSpliced(before.indexOf(path), 1))
  }, [])
  const value = useMemo(() => ({ problems: failure?.fields ?? NONE, claim }), [failure, claim])
  const banner = failure && bannerText(failure, new Set(shown))
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (failure?.fields?.length) box.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [failure])
  return (
    <ProblemsContext value={value}>
      {banner && (
        <Banner kind="error" className="mb-3">
          {banner}
        </Banner>
      )}
      <div ref={box}>{children}</div>
    </ProblemsContext>
  )
}

/** What the last attempt said about this field, if it has a path in the form; undefined when it was fine. */
export function useFieldProblem(path: string | undefined): string | undefined {
  const { problems, claim } = useContext(ProblemsContext)
  useEffect(() => (path ? claim(path) : undefined), [path, claim])
  if (!path) return undefined
  const messages = problems.filter(({ field }) => covers(path, field)).map(({ message }) => message)
  return messages.join('; ') || undefined
}
