import type { KubeObject } from '#domain/kube/object.ts'
import type { Node } from '#domain/kube/node.ts'
import { isTerminal, type Pod } from '#domain/kube/pod.ts'
import { schedule } from '#server/scheduling/schedule.ts'
import { Snapshot } from '#server/scheduling/snapshot.ts'
import type { CacheEvent } from './runtime/informer.ts'
import type { Controller, ControllerContext } from './runtime/controller.ts'
import { keyOf, splitKey } from './runtime/informer.ts'

/** Bindings under way at the same time: choosing is arithmetic and one at a time, writing waits for the disk. */
const WORKERS = 64
/** A pod that could not be placed is tried again when a host or a placed pod changes, at most this often, and in any case each minute. */
const RETRY_PAUSE_MS = 1000
const RETRY_AT_LEAST_MS = 60_000

/**
 * The Scheduler Extension: Kubernetes' rules filter the hosts, DRS chooses among them, and the choice is written as a binding. A chosen
 * place counts as taken at once (assumed), before the binding has come back through the log, so that two pods never get the same room.
 */
export const podScheduler = ({ client, events, informer }: ControllerContext): Controller => {
  const pods = informer('pods')
  const nodes = informer('nodes')
  const world = createWorld(() => ({
    nodes: nodes.list() as Iterable<Node>,
    pods: pods.list() as Iterable<Pod>,
    namespaces: Object.fromEntries([...informer('namespaces').list()].map((each) => [each.metadata.name, { labels: each.metadata.labels ?? {} }])),
  }))
  const stuck = new Set<string>()
  let seed = 0
  let enqueue: (key: string, afterMs?: number) => void = () => undefined
  const retryStuck = () => {
    for (const key of stuck) enqueue(key, RETRY_PAUSE_MS)
  }
  pods.onChange((event) => {
    if (world.podChanged(event)) retryStuck()
  })
  nodes.onChange((event) => {
    if (world.nodeChanged(event)) retryStuck()
  })
  informer('namespaces').onChange(() => world.forget())

  const place = async (pod: Pod): Promise<{ requeueAfterMs: number } | undefined> => {
    const key = keyOf(pod)
    const answer = schedule(pod, world.snapshot(), { seed })
    if (answer.host === null) {
      stuck.add(key)
      await reportUnschedulable(pod, answer.summary)
      return { requeueAfterMs: RETRY_AT_LEAST_MS }
    }
    seed += answer.asked
    stuck.delete(key)
    world.assume(pod, answer.host)
    try {
      await client.bind({ ...splitKey(key) }, answer.host)
    } catch (error) {
      world.unassume(pod)
      throw error
    }
    events.record(pod, 'Normal', 'Scheduled', `Successfully assigned ${key} to ${answer.host}`)
    return undefined
  }

  const reportUnschedulable = async (pod: Pod, summary: string) => {
    const known = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled')
    if (known?.status === 'False' && known.message === summary) return
    events.record(pod, 'Warning', 'FailedScheduling', summary)
    const condition = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: summary }
    await client.patch('pods', splitKey(keyOf(pod)), { type: 'strategic', body: { status: { conditions: [condition] } } }, { subresource: 'status' })
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
      if (!pod || !isWaiting(pod)) {
        stuck.delete(key)
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

/** The snapshot, kept true change by change, with assumed placements on top. */
const createWorld = (read: () => Parameters<typeof Snapshot.of>[0]) => {
  let current: Snapshot | undefined
  const assumed = new Map<string, Pod>()
  const snapshot = (): Snapshot => {
    if (!current) {
      current = Snapshot.of(read())
      for (const pod of assumed.values()) current = current.withPod(pod)
    }
    return current
  }
  return {
    snapshot,
    forget: () => {
      current = undefined
    },
    isAssumed: (pod: Pod) => assumed.has(pod.metadata.uid ?? ''),
    assume: (pod: Pod, host: string) => {
      const placed: Pod = { ...pod, spec: { ...pod.spec, nodeName: host } }
      assumed.set(pod.metadata.uid ?? '', placed)
      current = snapshot().withPod(placed)
    },
    unassume: (pod: Pod) => {
      const placed = assumed.get(pod.metadata.uid ?? '')
      assumed.delete(pod.metadata.uid ?? '')
      if (placed && current) current = current.withoutPod(placed)
    },
    /** True when room may have become free. */
    podChanged: ({ object, old }: CacheEvent): boolean => {
      const pod = object as Pod | undefined
      const before = old as Pod | undefined
      const uid = (pod ?? before)?.metadata.uid ?? ''
      const guess = assumed.get(uid)
      // An old version of a pod whose place is assumed says nothing new.
      if (pod && guess && !pod.spec.nodeName) return false
      assumed.delete(uid)
      if (!current) return before?.spec.nodeName !== undefined
      if (pod && before && matters(pod) === matters(before)) return false
      const placed = guess ?? before
      if (placed) current = current.withoutPod(placed)
      if (pod) current = current.withPod(pod)
      return Boolean(placed?.spec.nodeName) && (!pod || isTerminal(pod))
    },
    nodeChanged: ({ object, old }: CacheEvent): boolean => {
      if (object && old && nodeMatters(object) === nodeMatters(old)) return false
      if (current) current = object ? current.withNode(object as Node) : current.withoutNode(old?.metadata.name ?? '')
      return true
    },
  }
}

/** What of a pod scheduling looks at; everything else may change without a word. */
const matters = (pod: Pod): string =>
  JSON.stringify([pod.spec.nodeName, isTerminal(pod), pod.metadata.labels, pod.metadata.deletionTimestamp !== undefined, pod.metadata.uid])

const nodeMatters = (node: KubeObject): string =>
  JSON.stringify([node.spec, node.metadata.labels, node.status?.allocatable, node.status?.conditions?.map((c: { type: string; status: string }) => [c.type, c.status])])
