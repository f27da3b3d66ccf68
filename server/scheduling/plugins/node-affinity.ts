import { matchesTerm, nodeRules } from '#domain/kube/node-rules.ts'
import type { Refusal } from '#domain/placement.ts'
import { type FilterPlugin, type ScorePlugin, toPercent } from '../framework.ts'
import type { PodFacts } from '../pod-facts.ts'

const name = 'NodeAffinity'

const REFUSED: readonly Refusal[] = [
  { plugin: name, reason: "node(s) didn't match Pod's node affinity/selector", resolvable: false },
]

const preferences = ({ pod }: PodFacts) => pod.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []

/** Node selector and required node affinity choose hosts; preferred node affinity scores them by the weights that match. */
export const nodeAffinity: FilterPlugin & ScorePlugin = {
  name,
  weight: 2,
  wished: (pod) => preferences(pod).length > 0,
  check: ({ pod }) => {
    const chosen = nodeRules(pod)
    return chosen && ((host) => (chosen(host) ? undefined : REFUSED))
  },
  score: (pod, hosts) => {
    const wishes = preferences(pod)
    if (wishes.length === 0) return undefined
    const raw = hosts.map((host) =>
      wishes.reduce((sum, { weight, preference }) => sum + (matchesTerm(host, preference) ? weight : 0), 0),
    )
    return toPercent(raw, 'highest')
  },
}
