import type { Pod } from '#domain/kube/pod.ts'
import type { FilterPlugin, ScorePlugin } from '../framework.ts'
import { podFacts } from '../pod-facts.ts'
import type { Snapshot } from '../snapshot.ts'

/** One rule's answer for every host, by name: its reasons, or `ok`. */
export const ask = (plugin: FilterPlugin, pod: Pod, snapshot: Snapshot): Record<string, string> => {
  const check = plugin.check?.(podFacts(pod), snapshot)
  return Object.fromEntries(
    snapshot.hosts.map((host) => [
      host.name,
      check?.(host)
        ?.map(({ reason }) => reason)
        .join(', ') ?? 'ok',
    ]),
  )
}

/** One opinion's score for every host, by name; undefined when it has none. */
export const scoreOf = (plugin: ScorePlugin, pod: Pod, snapshot: Snapshot): Record<string, number> | undefined => {
  const scores = plugin.score(podFacts(pod), snapshot.hosts, snapshot)
  return scores && Object.fromEntries(snapshot.hosts.map((host, i) => [host.name, scores[i] ?? Number.NaN]))
}
