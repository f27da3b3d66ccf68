import { kubeTime } from '#domain/kube/kube-time.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { Pod } from '#domain/kube/pod.ts'
import { type FakeClock, fakeClock } from '#domain/testing/fake-clock.ts'
import type { ResourceClient } from '#server/resources/resources.ts'
import { openDoor, person } from '#server/resources/testing/open-door.ts'
import { type Controller, type ControllerContext, runControllers } from '../runtime/controller.ts'
import { createEventRecorder } from '../runtime/event-recorder.ts'

/** Controllers running against the real door on a database of its own, in namespace `lab`, with a clock that the test steps. */
export interface World {
  /** alice, who may do everything. */
  client: ResourceClient
  clock: FakeClock
  /** What the controllers had to say about failures. */
  logged: string[]
  /** Every object of a kind in `lab` (or of the whole api when the kind has no namespaces). */
  all<T extends KubeObject>(resource: string): Promise<T[]>
  /** Resolves when `check` holds, asking again and again; fails with the last answer after a minute. */
  until<T>(what: string, ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T>
  /** While true, the controllers' caches hear nothing of pods; what has happened is told when it turns false. */
  holdPods(hold: boolean): void
  /** Starts further controllers, or the same ones again, over caches of their own. */
  start(factories: ((context: ControllerContext) => Controller)[]): Promise<{ stop(): Promise<void> }>
  close(): Promise<void>
}

/** Questions of `until`, 20 ms apart, before time begins to pass. */
const AT_ONCE = 50

/** Opens a world in which those controllers run. */
export const openWorld = async (factories: ((context: ControllerContext) => Controller)[]): Promise<World> => {
  const clock = fakeClock()
  const door = await openDoor({ clock })
  const direct = door.resources.as(
    person('controllers', { name: 'system:controllers', groups: ['system:masters'], from: 'control-plane' }),
    door.api,
  )
  const { client, hold } = withHeldPods(direct)
  const logged: string[] = []
  const log = (message: string, error?: unknown) => logged.push(`${message} ${error instanceof Error ? error.message : ''}`)
  const running: { stop(): Promise<void> }[] = []
  const start: World['start'] = async (list) => {
    const started = await runControllers(
      { client, epoch: 1, clock, events: createEventRecorder(client, 'test', clock, log), log },
      list,
    )
    running.push(started)
    return started
  }
  await start(factories)
  return {
    client: door.alice,
    clock,
    logged,
    start,
    holdPods: hold,
    all: async <T extends KubeObject>(resource: string) => {
      const { items } = await door.alice.list(resource)
      return items.filter(({ metadata }) => !metadata.namespace || metadata.namespace === 'lab') as T[]
    },
    until: async (what, ask, holds) => {
      const end = Date.now() + 60_000
      for (let asked = 1; ; asked++) {
        const answer = await ask()
        if (holds(answer)) return answer
        if (Date.now() > end)
          throw new Error(`never came true: ${what}\n${JSON.stringify(answer, null, 1)}\n${logged.join('\n')}`)
        // A controller that met a conflict tries again after a pause, which never ends while time stands still. It is let pass slowly,
        // and only after the time that all takes without one.
        if (asked > AT_ONCE) clock.advance(2)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
    close: async () => {
      for (const each of running) await each.stop()
      await door.close()
    },
  }
}

/** The same client, but its watches of pods can be held back. */
const withHeldPods = (client: ResourceClient): { client: ResourceClient; hold(hold: boolean): void } => {
  let isHeld = false
  let waiting: (() => void)[] = []
  const watch: ResourceClient['watch'] = (resource, options) =>
    client.watch(resource, {
      ...options,
      onEvents: (events) => {
        if (isHeld && resource === 'pods') waiting.push(() => options.onEvents(events))
        else options.onEvents(events)
      },
    })
  return {
    client: { ...client, watch },
    hold: (hold) => {
      isHeld = hold
      if (hold) return
      for (const tell of waiting) tell()
      waiting = []
    },
  }
}

/** Says of a pod what its host's Spherelet would: that it runs, and whether it is ready. */
export const report = async (client: ResourceClient, pod: Pod, now: Date, ready: 'True' | 'False' = 'True'): Promise<void> => {
  const { name, namespace = '' } = pod.metadata
  const condition = { type: 'Ready', status: ready, lastTransitionTime: kubeTime(now) }
  await client.patch(
    'pods',
    { name, namespace },
    { type: 'strategic', body: { status: { phase: 'Running', conditions: [condition] } } },
    { subresource: 'status' },
  )
}

/** Plays the hosts: every pod for which `is` holds is reported ready as soon as it is there. */
export const playHosts = async (world: World, is: (pod: Pod) => boolean = () => true): Promise<{ close(): void }> =>
  world.client.watch('pods', {
    after: '0',
    onEvents: (events) => {
      for (const { type, object } of events) {
        if (type !== 'ADDED' || !is(object as Pod)) continue
        // The pod may be gone by then.
        report(world.client, object as Pod, world.clock.now()).catch(() => undefined)
      }
    },
    onClose: () => undefined,
  })

/** Registers a host as its Spherelet does: the Node, then its status. */
export const addNode = async (client: ResourceClient, node: KubeObject): Promise<void> => {
  const { uid: _, ...metadata } = node.metadata
  await client.create('nodes', { ...node, metadata } as KubeObject)
  await client.patch(
    'nodes',
    { name: metadata.name },
    { type: 'merge', body: { status: node.status } },
    { subresource: 'status' },
  )
}
