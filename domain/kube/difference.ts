import { jsonEqual } from './equal.ts'

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What two JSON values do not share: the parts of each that differ, objects field by field, lists whole. Undefined where equal. */
export const difference = (before: unknown, after: unknown): { before: unknown; after: unknown } | undefined => {
  if (jsonEqual(before, after)) return undefined
  if (!isObject(before) || !isObject(after)) return { before, after }
  const parts = { before: {} as Record<string, unknown>, after: {} as Record<string, unknown> }
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const part = difference(before[key], after[key])
    if (part?.before !== undefined) parts.before[key] = part.before
    if (part?.after !== undefined) parts.after[key] = part.after
  }
  return parts
}
