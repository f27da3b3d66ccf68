import type { Pod } from '#domain/kube/pod.ts'
import type { Candidate, NoPlacement, Placement } from '#domain/placement.ts'
import { afterPlacement } from './drs.ts'
import { findFixes } from './fixes.ts'
import type { HostCheck } from './framework.ts'
import type { HostState } from './host-state.ts'
import { knownRefusals } from './known-refusals.ts'
import { scorePlugins } from './plugins.ts'
import { type PodFacts, podFacts } from './pod-facts.ts'
import { allRefusals, firstRefusal, prepareRules } from './refusals.ts'
import type { Snapshot } from './snapshot.ts'
import { summarize } from './summarize.ts'

export interface ScheduleOptions {
  /** Where to start among the hosts; callers add `asked` of the last answer, so that large Supervisors fill evenly. */
  seed?: number
}

const SHOWN = 5

/** Up to 100 hosts all are compared; beyond, as many as Kubernetes would: 50 % at 100 down to 5 % at 5,625 and more. */
const enoughHosts = (hosts: number): number =>
  hosts <= 100 ? hosts : Math.max(100, Math.floor((hosts * Math.max(5, 50 - hosts / 125)) / 100))

const findFeasible = (hosts: readonly HostState[], checks: readonly HostCheck[], enough: number, seed: number) => {
  const found: HostState[] = []
  const start = hosts.length ? seed % hosts.length : 0
  let asked = 0
  while (asked < hosts.length && found.length < enough) {
    const at = start + asked
    const host = hosts[at < hosts.length ? at : at - hosts.length]
    asked++
    if (host && !firstRefusal(checks, host)) found.push(host)
  }
  return { found, asked }
}

const better = (a: HostState, scoreA: number, b: HostState, scoreB: number): boolean => {
  if (scoreA !== scoreB) return scoreA > scoreB
  if (a.pods.length !== b.pods.length) return a.pods.length < b.pods.length
  return a.name < b.name
}

const rank = (pod: PodFacts, hosts: readonly HostState[], snapshot: Snapshot): Candidate[] => {
  const opinions = scorePlugins.flatMap(({ name, weight, score }) => {
    const scores = score(pod, hosts, snapshot)
    return scores ? [{ plugin: name, weight, scores }] : []
  })
  const totals = hosts.map((_, i) => opinions.reduce((sum, { weight, scores }) => sum + weight * (scores[i] ?? 0), 0))
  const top: number[] = []
  for (let i = 0; i < hosts.length; i++) {
    let place = top.length
    while (place > 0 && isBetter(hosts, totals, i, top[place - 1] ?? 0)) place--
    if (place >= SHOWN) continue
    top.splice(place, 0, i)
    if (top.length > SHOWN) top.pop()
  }
  return top.flatMap((i) => {
    const host = hosts[i]
    if (!host) return []
    const parts = opinions.map(({ plugin, weight, scores }) => ({ plugin, score: scores[i] ?? 0, weight }))
    return [{ host: host.name, score: totals[i] ?? 0, parts, after: afterPlacement(pod, host, snapshot) }]
  })
}

const isBetter = (hosts: readonly HostState[], totals: readonly number[], a: number, b: number): boolean => {
  const [hostA, hostB] = [hosts[a], hosts[b]]
  return hostA !== undefined && hostB !== undefined && better(hostA, totals[a] ?? 0, hostB, totals[b] ?? 0)
}

/**
 * Chooses a host for the pod: the rules filter, then DRS and the pod's own wishes score what is left. The same pod, snapshot and
 * seed give the same answer. A refusal covers every host and is data: who refuses, the numbers, and what would help.
 */
export const schedule = (pod: Pod, snapshot: Snapshot, { seed = 0 }: ScheduleOptions = {}): Placement | NoPlacement => {
  const known = knownRefusals.of(pod, snapshot)
  if (known) return known
  const facts = podFacts(pod)
  const { hosts } = snapshot
  const { everywhere, checks } = prepareRules(facts, snapshot)
  if (everywhere.length === 0) {
    const wishes = scorePlugins.some((plugin) => plugin.wished?.(facts))
    const { found, asked } = findFeasible(hosts, checks, wishes ? hosts.length : enoughHosts(hosts.length), seed)
    const candidates = rank(facts, found, snapshot)
    const [chosen] = candidates
    if (chosen) return { host: chosen.host, candidates, feasible: found.length, asked }
  }
  const perHost = hosts.flatMap((host) => {
    const refusals = allRefusals(checks, host)
    return refusals.length ? [{ host: host.name, refusals }] : []
  })
  return knownRefusals.add(pod, snapshot, {
    host: null,
    summary: summarize(hosts.length, everywhere, perHost),
    everywhere: [...everywhere],
    perHost,
    fixes: findFixes(facts, snapshot, everywhere, perHost),
  })
}
