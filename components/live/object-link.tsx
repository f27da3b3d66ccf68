import Link from 'next/link'
import type { ReactNode } from 'react'

/** A link to an object's page in running text. Pages come with live data, so they are not fetched before they are wanted. */
export function ObjectLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} prefetch={false} className="text-link hover:text-link-hover">
      {children}
    </Link>
  )
}
