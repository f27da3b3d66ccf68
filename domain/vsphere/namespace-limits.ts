import type { NamespaceView } from './namespace.ts'

/** From this part of a limit on, a namespace counts as near it. */
export const NEAR_LIMIT = 0.9

/** The limit that a namespace is nearest to, when it has requested 90 % of one or more: which, and how much of it (1 is all). */
export const nearestLimit = ({
  usage,
  limits,
}: Pick<NamespaceView, 'usage' | 'limits'>): { resource: 'CPU' | 'memory' | 'storage'; part: number } | undefined => {
  const parts = (
    [
      ['CPU', usage.cpuMhz, limits.cpuMhz],
      ['memory', usage.memoryMiB, limits.memoryMiB],
      ['storage', usage.storageMiB, limits.storageMiB],
    ] as const
  ).flatMap(([resource, used, limit]) => (limit === null ? [] : [{ resource, part: limit === 0 ? 1 : used / limit }]))
  const nearest = parts.sort((a, b) => b.part - a.part)[0]
  return nearest && nearest.part >= NEAR_LIMIT ? nearest : undefined
}
