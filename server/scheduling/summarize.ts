import type { Refusal } from '#domain/placement.ts'

/**
 * One sentence as kube-scheduler writes it: each host is counted under the first rule that refuses it, once per reason of that
 * rule. It ends there, since nothing is preempted.
 */
export const summarize = (
  hosts: number,
  everywhere: readonly Refusal[],
  perHost: readonly { refusals: readonly Refusal[] }[],
): string => {
  if (hosts === 0) return 'no nodes available to schedule pods'
  const head = `0/${hosts} nodes are available: `
  if (everywhere.length) return `${head}${everywhere.map(({ reason }) => reason).join('; ')}.`
  const counts = new Map<string, number>()
  for (const { refusals } of perHost) {
    for (const { plugin, reason } of refusals) {
      if (plugin === refusals[0]?.plugin) counts.set(reason, (counts.get(reason) ?? 0) + 1)
    }
  }
  const reasons = [...counts].map(([reason, count]) => `${count} ${reason}`)
  return `${head}${reasons.sort().join(', ')}.`
}
