/**
 * The short form kubectl shows ages in: `13s`, `5m`, `2m30s`, `3h20m`, `2d4h`, `10d`, `3y50d`.
 * Same steps as https://pkg.go.dev/k8s.io/apimachinery/pkg/util/duration#HumanDuration
 */
export const humanDuration = (milliseconds: number): string => {
  const seconds = Math.floor(milliseconds / 1000)
  if (seconds < -1) return '<invalid>'
  if (seconds < 0) return '0s'
  if (seconds < 120) return `${seconds}s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 10) return withRest(minutes, 'm', seconds % 60, 's')
  if (minutes < 180) return `${minutes}m`
  const hours = Math.floor(minutes / 60)
  if (hours < 8) return withRest(hours, 'h', minutes % 60, 'm')
  if (hours < 48) return `${hours}h`
  const days = Math.floor(hours / 24)
  if (hours < 24 * 8) return withRest(days, 'd', hours % 24, 'h')
  if (days < 365 * 2) return `${days}d`
  const years = Math.floor(days / 365)
  return days < 365 * 8 ? withRest(years, 'y', days % 365, 'd') : `${years}y`
}

const withRest = (whole: number, unit: string, rest: number, restUnit: string): string =>
  rest === 0 ? `${whole}${unit}` : `${whole}${unit}${rest}${restUnit}`

/** How long ago that was, as printer columns show it; `<unknown>` without a time. */
export const age = (timestamp: string | null | undefined, now: Date): string =>
  timestamp ? humanDuration(now.getTime() - Date.parse(timestamp)) : '<unknown>'
