import type { Container, Pod } from '#domain/kube/pod.ts'
import { backOff } from './back-off.ts'
import type { ContainerRecord } from './runtimes/runtime.ts'
import { imageKey, type SeenPod } from './seen-pod.ts'

/** One thing to do for a pod. Each may be repeated without harm. */
export type Action =
  | { do: 'create-sandbox' }
  | { do: 'pull'; container: Container }
  | { do: 'start'; container: Container; attempt: number }
  | { do: 'stop-container'; container: Container; why: 'startup' | 'liveness'; again: boolean }
  | { do: 'stop'; graceMs: number }
  | { do: 'destroy' }

export interface Decision {
  actions: Action[]
  /** Decide again then, in epoch milliseconds, even if nothing happens. */
  checkAt?: number
  /** Why the pod as a whole has failed, when the Spherelet ends it itself. */
  failed?: { reason: string; message: string }
  /** Nothing of the pod is left on the host: its deletion may be confirmed. */
  gone?: boolean
}

const FIRST_BACKOFF_MS = 10_000
const LONGEST_BACKOFF_MS = 300_000
/** A container that ran this long starts its back-off anew. */
const FORGIVEN_AFTER_MS = 600_000

/** How long after its exit a container waits for its next start. https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy */
export const backOffMs = (record: ContainerRecord): number => {
  const ran = Date.parse(record.finishedAt ?? record.startedAt) - Date.parse(record.startedAt)
  // The first restart comes at once; from the second on the pause doubles.
  if (record.attempt === 0 || ran >= FORGIVEN_AFTER_MS) return 0
  return backOff(record.attempt, FIRST_BACKOFF_MS, LONGEST_BACKOFF_MS)
}

/** True when a container that exited like this is to be started again. */
export const restarts = (policy: Pod['spec']['restartPolicy'], container: Container, exitCode: number): boolean =>
  container.restartPolicy === 'Always' ||
  policy === undefined ||
  policy === 'Always' ||
  (policy === 'OnFailure' && exitCode !== 0)

/** When a waiting container may be started: epoch milliseconds. */
export const restartTime = (record: ContainerRecord): number =>
  Date.parse(record.finishedAt ?? record.startedAt) + backOffMs(record)

/**
 * What is to be done for a pod, from what is wanted, what is seen and the time; pure. Init containers run one after the other before the
 * rest; sidecars (restartPolicy Always) stay. https://kubernetes.io/docs/concepts/workloads/pods/init-containers/
 */
export const decide = (pod: Pod, seen: SeenPod, now: number): Decision => {
  if (pod.metadata.deletionTimestamp) return decideEnd(seen, graceOf(pod))
  const deadline = deadlineOf(pod, seen)
  if (deadline !== undefined && now >= deadline) {
    const failed = { reason: 'DeadlineExceeded', message: 'Pod was active on the node longer than the specified deadline' }
    // What is left of it, its logs above all, stays until it is deleted.
    return { actions: decideEnd(seen, graceOf(pod)).actions.filter(({ do: what }) => what === 'stop'), failed }
  }
  if (seen.sandbox === 'absent' && (seen.sandboxRetryAt ?? now) > now) {
    const checkAt = Math.min(seen.sandboxRetryAt ?? now, deadline ?? Number.POSITIVE_INFINITY)
    return { actions: [], checkAt }
  }
  if (seen.sandbox === 'absent') return { actions: [{ do: 'create-sandbox' }] }
  if (seen.sandbox === 'creating') return { actions: [] }
  const plan = new Plan(pod, seen, now)
  if (plan.initDone()) for (const container of pod.spec.containers) plan.keep(container)
  return plan.decision(deadline)
}

const graceOf = (pod: Pod): number =>
  (pod.metadata.deletionGracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30) * 1000

const deadlineOf = (pod: Pod, seen: SeenPod): number | undefined =>
  pod.spec.activeDeadlineSeconds === undefined ? undefined : Date.parse(seen.startTime) + pod.spec.activeDeadlineSeconds * 1000

const decideEnd = (seen: SeenPod, graceMs: number): Decision => {
  if (seen.sandbox === 'absent') return { actions: [], gone: true }
  if (seen.sandbox === 'creating' || seen.busy.size > 0) return { actions: [] }
  const running = Object.values(seen.containers).some(({ state }) => state === 'running')
  if (running) return { actions: seen.stopping ? [] : [{ do: 'stop', graceMs }] }
  return { actions: [{ do: 'destroy' }] }
}

/** Gathers the actions of one decision and the earliest time to look again. */
class Plan {
  readonly #pod: Pod
  readonly #seen: SeenPod
  readonly #now: number
  readonly #actions: Action[] = []
  #checkAt: number | undefined

  constructor(pod: Pod, seen: SeenPod, now: number) {
    this.#pod = pod
    this.#seen = seen
    this.#now = now
  }

  /** True when every init container has done its part; otherwise keeps the first one that has not going. */
  initDone(): boolean {
    for (const container of this.#pod.spec.initContainers ?? []) {
      const record = this.#seen.containers[container.name]
      if (container.restartPolicy === 'Always') {
        this.keep(container)
        if (!record || this.#seen.health[container.name]?.started === false) return false
        continue
      }
      if (record?.state === 'exited' && record.exitCode === 0) continue
      this.keep(container)
      return false
    }
    return true
  }

  /** Starts the container, or starts it again by the restart policy, or ends it when it is no longer alive. */
  keep(container: Container): void {
    const { name } = container
    if (this.#seen.busy.has(name)) return
    const record = this.#seen.containers[name]
    if (record?.state === 'running') {
      const health = this.#seen.health[name]
      if (health && !health.live) {
        const again = restarts(this.#restartPolicy(container), container, 137)
        this.#actions.push({ do: 'stop-container', container, why: health.failed ?? 'liveness', again })
      }
      return
    }
    if (record) {
      if (!restarts(this.#restartPolicy(container), container, record.exitCode ?? 0)) return
      const due = restartTime(record)
      if (due > this.#now) return this.#lookAgain(due)
    }
    const refused = this.#seen.refused[name]
    if (refused && refused.retryAt > this.#now) return this.#lookAgain(refused.retryAt)
    if (this.#haveImage(container)) {
      this.#actions.push({ do: 'start', container, attempt: record ? record.attempt + 1 : 0 })
    }
  }

  // An init container that succeeded is done whatever the policy; one that failed follows it.
  #restartPolicy(container: Container) {
    const isInit = this.#pod.spec.initContainers?.includes(container)
    return isInit && this.#pod.spec.restartPolicy !== 'Never' ? 'OnFailure' : this.#pod.spec.restartPolicy
  }

  #haveImage(container: Container): boolean {
    const key = imageKey(container)
    const seen = this.#seen.images[key]
    if (seen?.state === 'present') return true
    if (seen?.state === 'pulling') return false
    if (seen?.state === 'failed' && seen.retryAt > this.#now) this.#lookAgain(seen.retryAt)
    else if (!this.#actions.some((action) => action.do === 'pull' && imageKey(action.container) === key))
      this.#actions.push({ do: 'pull', container })
    return false
  }

  #lookAgain(at: number): void {
    this.#checkAt = Math.min(this.#checkAt ?? at, at)
  }

  decision(deadline: number | undefined): Decision {
    if (deadline !== undefined) this.#lookAgain(deadline)
    return { actions: this.#actions, ...(this.#checkAt === undefined ? {} : { checkAt: this.#checkAt }) }
  }
}
