/** Pixels the other pane keeps, so that nothing can be dragged out of the window. */
const OTHER_PANE = 120

/** A pane's size within its limits and within the room there is. The lower limit wins when both cannot hold. */
export const clampSize = (wanted: number, min: number, max: number, room: number): number =>
  Math.round(Math.max(min, Math.min(wanted, max, room - OTHER_PANE)))

/** The size a key on the bar asks for, or null: arrows move the bar by 16 px (64 with Shift), Home and End go to the limits. */
export function sizeForKey(
  event: { key: string; shiftKey: boolean },
  direction: 'row' | 'column',
  sized: 'first' | 'second',
  size: number,
  min: number,
  max: number,
): number | null {
  if (event.key === 'Home') return min
  if (event.key === 'End') return max
  const [back, forth] = direction === 'row' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
  const moved = event.key === forth ? 1 : event.key === back ? -1 : 0
  if (moved === 0) return null
  return size + moved * (event.shiftKey ? 64 : 16) * (sized === 'first' ? 1 : -1)
}
