import type { ReactNode } from 'react'

/** The cards of a Summary tab, as many beside each other as fit. */
export function Cards({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-[repeat(auto-fill,minmax(320px,1fr))] items-start gap-4 p-4">{children}</div>
}
