import { kubeTime } from '#domain/kube/kube-time.ts'
import type { Node } from '#domain/kube/node.ts'
import type { Condition } from '#domain/kube/object.ts'
import { isTerminal, type Pod } from '#domain/kube/pod.ts'
import { findCondition } from '#domain/kube/set-condition.ts'
import { type NoPlacement, PLACEMENT_ANNOTATION, type Placement } from '#domain/placement.ts'
import { placementNote } from '#server/scheduling/placement-note.ts'
import { schedule } from '#server/scheduling/schedule.ts'
import { type Chance, createWorld } from './pod-scheduler/world.ts'
import type { Controller, ControllerContext } from './runtime/controller.ts'
import { keyOf, splitKey } from './runtime/informer.ts'

/** Bindings under way at the same time: choosing is arithmetic and one at a time, writing waits for the disk. */
const WORKERS = 64
/** A pod that could not be placed is tried again when a host or a placed pod changes, at most this often, and in any case each minute. */
const RETRY_PAUSE_MS = 1000
const RETRY_AT_LEAST_MS = 60_000

const GATED = 'Scheduling is blocked due to non-empty scheduling gates'

/**
 * The Scheduler Extension: Kubernetes' rules filter the hosts, DRS chooses among them, and the choice is written as a binding. A chosen
 * place counts as taken at once (assumed), before the binding has come back through the log, so that two pods never get the same room.
 */
export const podScheduler = ({ client, clock, events, informer }: ControllerContext): Controller => {
  const pods = informer('pods')
  const nodes = informer('nodes')
  const world = createWorld(() => ({
    nodes: nodes.list() as Iterable<Node>,
    pods: pods.list() as Iterable<Pod>,
    namespaces: Object.fromEntries(
      [...informer('namespaces').list()].map((each) => [each.metadata.name, { labels: each.metadata.labels ?? {} }]),
    ),
  }))
  /** Pods without a host, and which chance they wait for. */
  const stuck = new Map<string, Chance>()
  let seed = 0
  let enqueue: (key: string, afterMs?: number) => void = () => undefined

  // One pause for all chances that come meanwhile, or a thousand pods that leave would each wake a thousand that wait.
  let coming: Chance
  const retryStuck = (chance: Chance) => {
    if (!chance || stuck.size === 0) return
    if (!coming) {
      clock.after(RETRY_PAUSE_MS, () => {
        const best = coming
        coming = undefined
        for (const [key, needs] of stuck) if (best === 'room' || needs === 'company') enqueue(key)
      })
    }
    coming = coming === 'room' ? 'room' : chance
  }
  pods.onChange((event) => {
    if (!event.object && event.old) stuck.delete(keyOf(event.old))
    retryStuck(world.podChanged(event))
  })
  nodes.onChange((event) => retryStuck(world.nodeChanged(event)))
  informer('namespaces').onChange((event) => retryStuck(world.namespaceChanged(event)))

  const place = async (pod: Pod): Promise<{ requeueAfterMs: number } | undefined> => {
    const key = keyOf(pod)
    const answer = schedule(pod, world.snapshot(), { seed })
    if (answer.host === null) {
      stuck.set(key, needsCompany(pod) ? 'company' : 'room')
      await sayWhyNot(pod, 'Unschedulable', answer.summary, answer)
      return { requeueAfterMs: RETRY_AT_LEAST_MS }
    }
    seed += answer.asked
    stuck.delete(key)
    world.assume(pod, answer.host)
    try {
      await client.bind(splitKey(key), answer.host)
    } catch (error) {
      world.unassume(pod)
      throw error
    }
    events.record(pod, 'Normal', 'Scheduled', `Successfully assigned ${key} to ${answer.host}`)
    // A pod that had to wait carries the reasons; now they no longer hold.
    if (pod.metadata.annotations?.[PLACEMENT_ANNOTATION]) {
      const metadata = { uid: pod.metadata.uid, annotations: noteOf(answer) }
      await client.patch('pods', splitKey(key), { type: 'merge', body: { metadata } })
    }
    return undefined
  }

  /** Writes the condition, with the long form of the answer beside it; the same reason again is no news. */
  const sayWhyNot = async (pod: Pod, reason: string, message: string, answer?: NoPlacement): Promise<void> => {
    const known = findCondition(pod.status?.conditions, 'PodScheduled')
    if (known?.status === 'False' && known.reason === reason && known.message === message) return
    if (answer) events.record(pod, 'Warning', 'FailedScheduling', message)
    const since = known?.status === 'False' ? known.lastTransitionTime : undefined
    const condition: Condition = {
      type: 'PodScheduled',
      status: 'False',
      reason,
      message,
      lastTransitionTime: since ?? kubeTime(clock.now()),
    }
    const metadata = { uid: pod.metadata.uid, ...(answer ? { annotations: noteOf(answer) } : {}) }
    // A pod's status may carry annotations, so one write says both.
    const body = { metadata, status: { conditions: [condition] } }
    await client.patch('pods', splitKey(keyOf(pod)), { type: 'strategic', body }, { subresource: 'status' })
  }

  return {
    name: 'pod-scheduler',
    workers: WORKERS,
    watches: [
      { resource: 'pods', keys: ({ object }) => (object && isWaiting(object as Pod) ? [keyOf(object)] : []) },
      { resource: 'nodes', keys: () => [] },
      { resource: 'namespaces', keys: () => [] },
    ],
    started: (add) => {
      enqueue = add
    },
    reconcile: async (key) => {
      const pod = pods.get(key) as Pod | undefined
      if (!pod || !isWaiting(pod) || isGated(pod)) {
        stuck.delete(key)
        if (pod && isWaiting(pod)) await sayWhyNot(pod, 'SchedulingGated', GATED)
        return undefined
      }
      // Bound a moment ago; the log has not told us yet.
      if (world.isAssumed(pod)) return undefined
      return place(pod)
    },
  }
}

const OUR_NAMES = new Set(['default-scheduler', ''])

const isWaiting = (pod: Pod): boolean =>
  !pod.spec.nodeName && !pod.metadata.deletionTimestamp && !isTerminal(pod) && OUR_NAMES.has(pod.spec.schedulerName ?? '')

/** https://kubernetes.io/docs/concepts/scheduling-eviction/pod-scheduling-readiness/ */
const isGated = ({ spec }: Pod): boolean => ((spec.schedulingGates ?? []) as unknown[]).length > 0

/** True when other pods decide where this one may go. */
const needsCompany = ({ spec }: Pod): boolean =>
  Boolean(spec.affinity?.podAffinity || spec.affinity?.podAntiAffinity || spec.topologySpreadConstraints?.length)

const noteOf = (answer: Placement | NoPlacement): Record<string, string> => ({
  [PLACEMENT_ANNOTATION]: JSON.stringify(placementNote(answer)),
})
