import type { ReactNode } from 'react'

/** The cards of a Summary tab, in as many columns as fit, without holes below the short ones. */
export function Cards({ children }: { children: ReactNode }) {
  return <div className="columns-[320px] gap-4 p-4 compact:gap-3 compact:p-3">{children}</div>
}
