import type { Refusal } from '#domain/placement.ts'
import type { HostState } from './host-state.ts'
import type { PodFacts } from './pod-facts.ts'
import type { Snapshot } from './snapshot.ts'

/** Asked once per host; undefined means that this rule has nothing against the host. */
export type HostCheck = (host: HostState) => readonly Refusal[] | undefined

/**
 * One rule about where a pod may run. Both questions are asked once per pod, so that what depends on the pod alone is
 * worked out once; the check that comes back is then asked for every host. Neither reads the clock nor does I/O.
 */
export interface FilterPlugin {
  name: string
  /** A no that holds whatever the host. */
  refuse?(pod: PodFacts, snapshot: Snapshot): readonly Refusal[]
  /** Undefined when the rule does not concern this pod at all. */
  check?(pod: PodFacts, snapshot: Snapshot): HostCheck | undefined
}

/** One opinion about which of the possible hosts is better. */
export interface ScorePlugin {
  name: string
  weight: number
  /** One whole number from 0 (worst) to 100 (best) per host, in order; undefined when this pod is no concern of the rule's. */
  score(pod: PodFacts, hosts: readonly HostState[], snapshot: Snapshot): number[] | undefined
  /** True when the pod states such a wish, so that every host has to be looked at to honour it. */
  wished?(pod: PodFacts): boolean
}

/** Spreads raw values over 0..100; when all are alike nobody is preferred and all get 100. */
export const toPercent = (raw: readonly number[], best: 'highest' | 'lowest'): number[] => {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of raw) {
    if (value < low) low = value
    if (value > high) high = value
  }
  const range = high - low
  if (!(range > 0)) return raw.map(() => 100)
  return raw.map((value) => Math.round((100 * (best === 'highest' ? value - low : high - value)) / range))
}
