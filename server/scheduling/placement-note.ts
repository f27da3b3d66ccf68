import type { CountedReason, Fix, NoPlacement, Placement, PlacementNote } from '#domain/placement.ts'

/** Names kept per list: enough to click on, small enough for an annotation. */
const NAMED = 10

const countReasons = (perHost: NoPlacement['perHost']): CountedReason[] => {
  const reasons = new Map<string, CountedReason>()
  for (const { host, refusals } of perHost) {
    for (const { reason } of refusals) {
      const known = reasons.get(reason) ?? { reason, count: 0, hosts: [] }
      known.count++
      if (known.hosts.length < NAMED) known.hosts.push(host)
      reasons.set(reason, known)
    }
  }
  return [...reasons.values()].sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1))
}

const shortened = (fix: Fix): Fix => ('hosts' in fix ? { ...fix, hosts: fix.hosts.slice(0, NAMED) } : fix)

/**
 * The answer of `schedule` in the size of an annotation. Unlike the summary it counts a host under every reason it has, the most
 * frequent first. The same answer gives the same note, so that it is only written when something has changed.
 */
export const placementNote = (answer: Placement | NoPlacement): PlacementNote =>
  answer.host === null
    ? {
        host: null,
        summary: answer.summary,
        everywhere: answer.everywhere.map(({ reason }) => reason),
        reasons: countReasons(answer.perHost),
        fixes: answer.fixes.map(shortened),
      }
    : { host: answer.host, feasible: answer.feasible, candidates: answer.candidates }
