import type { MouseEvent } from 'react'

const isCut = (element: Element): boolean => element.scrollWidth > element.clientWidth

/** Gives the cell under the pointer its whole text as a title, if it is cut: not before, because a title on every cell costs while scrolling. */
export const titleOfCut = (event: MouseEvent): void => {
  const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[role=gridcell]') : null
  if (!cell) return
  const cut = isCut(cell) || [...cell.querySelectorAll('.truncate')].some(isCut)
  if (cut) cell.title = cell.textContent ?? ''
  else cell.removeAttribute('title')
}
