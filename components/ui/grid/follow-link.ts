import type { MouseEvent } from 'react'

/** Goes where a pressed link of a cell leads, as a link of the router does: with a modifier key, or another button, it stays the browser's. */
export const followLink = (event: MouseEvent, go: (href: string) => void): void => {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('[role=gridcell] a[href]') : null
  if (!link || event.defaultPrevented || event.button !== 0) return
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || link.target || link.origin !== location.origin) return
  event.preventDefault()
  go(link.pathname + link.search)
}
