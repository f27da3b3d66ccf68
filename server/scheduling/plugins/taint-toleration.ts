import type { Taint } from '#domain/kube/node.ts'
import { tolerates } from '#domain/kube/tolerates.ts'
import type { Refusal } from '#domain/placement.ts'
import { type FilterPlugin, type ScorePlugin, toPercent } from '../framework.ts'

const name = 'TaintToleration'

const refusal = (taints: readonly Taint[]): Refusal => {
  const [first] = taints
  return {
    plugin: name,
    reason: `node(s) had untolerated taint {${first?.key}: ${first?.value ?? ''}}`,
    taints,
    resolvable: false,
  }
}

/** NoSchedule and NoExecute taints keep out pods that do not tolerate them; PreferNoSchedule taints only count against a host. */
export const taintToleration: FilterPlugin & ScorePlugin = {
  name,
  weight: 3,
  check: ({ pod }) => {
    const { tolerations } = pod.spec
    return (host) => {
      if (host.taints.length === 0) return undefined
      const untolerated = host.taints.filter((taint) => taint.effect !== 'PreferNoSchedule' && !tolerates(tolerations, taint))
      return untolerated.length ? [refusal(untolerated)] : undefined
    }
  },
  score: ({ pod }, hosts) => {
    if (!hosts.some(({ taints }) => taints.length > 0)) return undefined
    const against = hosts.map(
      ({ taints }) =>
        taints.filter((taint) => taint.effect === 'PreferNoSchedule' && !tolerates(pod.spec.tolerations, taint)).length,
    )
    return against.some((count) => count > 0) ? toPercent(against, 'lowest') : undefined
  },
}
