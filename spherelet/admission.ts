import { nodeRules } from '#domain/kube/node-rules.ts'
import type { Pod } from '#domain/kube/pod.ts'
import { type Amounts, podFootprint } from '#domain/kube/pod-resources.ts'

/** Why a host does not take a pod, as its event says it. */
export interface Rejection {
  reason: string
  message: string
}

/** What the host has for pods, in whole scaled units with `pods` as a count, and what it is called. */
export interface HostOffer {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly allocatable: Amounts
}

/** What the pod takes of its host: its virtual machine, overhead included, and one place. */
const demandOf = (pod: Pod): Amounts => ({ ...podFootprint(pod.spec), pods: 1 })

// In kubelet's words: https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/lifecycle/predicate.go
const ELSEWHERE: Rejection = {
  reason: 'NodeAffinity',
  message: "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector",
}

/** Devices of a vendor that the host does not have are nobody's to count; everything else that it does not have, it has none of. */
const isForeign = (resource: string, { allocatable }: HostOffer): boolean =>
  resource.includes('/') && allocatable[resource] === undefined

/** True when the pod's node selector and required node affinity choose this host. */
export const choosesHost = (pod: Pod, host: Pick<HostOffer, 'name' | 'labels'>): boolean => nodeRules(pod)?.(host) ?? true

/**
 * What the pods of one host hold of it. Whoever bound a pod to the host, the scheduler or a person who wrote its nodeName, the host takes
 * it only while there is room: the one place that all of them pass, one after the other. A pod that was taken keeps what it holds until it
 * is over or gone, whatever happens to the host's size meanwhile.
 */
export class Admission {
  readonly #held = new Map<string, Amounts>()
  readonly #used: Amounts = {}

  /** Why the pod can't be taken; undefined when it was, and holds its part from now on. */
  admit(pod: Pod, host: HostOffer): Rejection | undefined {
    const short = this.#shortage(demandOf(pod), host)
    if (short) return short
    if (!choosesHost(pod, host)) return ELSEWHERE
    this.hold(pod)
    return undefined
  }

  /** The pod was taken before: it holds its part, whether that fits or not. */
  hold(pod: Pod): void {
    this.holdAmounts(pod.metadata.uid ?? '', demandOf(pod))
  }

  /** The same for a pod of which only its amounts are known yet. */
  holdAmounts(uid: string, amounts: Amounts): void {
    this.release(uid)
    this.#held.set(uid, amounts)
    this.#add(amounts, 1)
  }

  /** The pod is over or gone. May be called twice. */
  release(uid: string): void {
    const amounts = this.#held.get(uid)
    if (!amounts) return
    this.#held.delete(uid)
    this.#add(amounts, -1)
  }

  #shortage(demand: Amounts, host: HostOffer): Rejection | undefined {
    for (const [resource, requested] of Object.entries(demand)) {
      const used = this.#used[resource] ?? 0
      const capacity = host.allocatable[resource] ?? 0
      if (requested === 0 || requested <= capacity - used || isForeign(resource, host)) continue
      const numbers = `requested: ${requested}, used: ${used}, capacity: ${capacity}`
      return { reason: `OutOf${resource}`, message: `Node didn't have enough resource: ${resource}, ${numbers}` }
    }
    return undefined
  }

  #add(amounts: Amounts, sign: 1 | -1): void {
    for (const [resource, amount] of Object.entries(amounts)) this.#used[resource] = (this.#used[resource] ?? 0) + sign * amount
  }
}
