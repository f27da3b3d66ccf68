import type { Refusal } from '#domain/placement.ts'
import type { HostCheck } from './framework.ts'
import type { HostState } from './host-state.ts'
import { filterPlugins } from './plugins.ts'
import type { PodFacts } from './pod-facts.ts'
import type { Snapshot } from './snapshot.ts'

/** The rules that concern one pod, asked once; what is left is to ask each host. */
export interface PreparedRules {
  /** Reasons that hold on every host; then no host needs asking. */
  everywhere: readonly Refusal[]
  checks: readonly HostCheck[]
}

/** Asks every rule about the pod itself. */
export const prepareRules = (pod: PodFacts, snapshot: Snapshot): PreparedRules => ({
  everywhere: filterPlugins.flatMap((plugin) => plugin.refuse?.(pod, snapshot) ?? []),
  checks: filterPlugins.flatMap((plugin) => plugin.check?.(pod, snapshot) ?? []),
})

/** The first rule's refusals of this host, or undefined when all agree: the quick question. */
export const firstRefusal = (checks: readonly HostCheck[], host: HostState): readonly Refusal[] | undefined => {
  for (const check of checks) {
    const refused = check(host)
    if (refused) return refused
  }
  return undefined
}

/** Every rule's refusals of this host: the whole answer to "why not here". */
export const allRefusals = (checks: readonly HostCheck[], host: HostState): Refusal[] => {
  const all: Refusal[] = []
  for (const check of checks) {
    const refused = check(host)
    if (refused) all.push(...refused)
  }
  return all
}
