import { badRequest } from './errors.ts'

/** The stretches of time that a list can be narrowed to, shortest first: as they stand in a URL, and in words. */
export const PERIODS = { '1h': 'Last hour', '24h': 'Last 24 hours', '7d': 'Last 7 days', '30d': 'Last 30 days' } as const

export type Period = keyof typeof PERIODS

const HOUR_MS = 3600_000
const LENGTHS_MS: Record<Period, number> = {
  '1h': HOUR_MS,
  '24h': 24 * HOUR_MS,
  '7d': 7 * 24 * HOUR_MS,
  '30d': 30 * 24 * HOUR_MS,
}

/** When a period that ends now began. */
export const periodStart = (period: Period, now: Date): Date => new Date(now.getTime() - LENGTHS_MS[period])

/** When the longest of the periods began, for a filter that names several; BadRequest for a word that names none. */
export const earliestStart = (field: string, names: readonly string[], now: Date): Date => {
  const starts = names.map((name) => {
    if (!Object.hasOwn(PERIODS, name))
      throw badRequest(`"${name}" is no period to filter "${field}" by; possible are: ${Object.keys(PERIODS).join(', ')}`)
    return periodStart(name as Period, now).getTime()
  })
  return new Date(Math.min(...starts))
}
