import type { KubeObject } from '#domain/kube/object.ts'
import type { KubeNamespace, LimitRange, ResourceQuota } from '#domain/kube/workloads.ts'
import type { Change, Feed, ObjectStore } from '#server/store/object-store.ts'

/** What admission looks up for every write, held in memory and kept true by the log. */
export interface ApiCache {
  /** Resolves when everything up to now is held; reads again after a lost subscription. */
  ready(): Promise<void>
  namespace(name: string): Promise<KubeNamespace | undefined>
  limitRanges(namespace: string): LimitRange[]
  quotas(namespace: string): ResourceQuota[]
  /** Resolves when a change of a kind that is held has arrived, so that its writer's next request sees it. */
  arrived(resource: string, revision: string): Promise<void>
  close(): void
}

const HELD = ['namespaces', 'limitranges', 'resourcequotas'] as const
type Held = (typeof HELD)[number]

const isHeld = (resource: string): resource is Held => (HELD as readonly string[]).includes(resource)

interface State {
  /** By kind, then by namespace ("" for cluster scope), then by name. */
  objects: Record<Held, Map<string, Map<string, KubeObject>>>
  revision: bigint
}

const put = (state: State, kind: Held, namespace: string, name: string, object: KubeObject | undefined): void => {
  const ofNamespace = state.objects[kind].get(namespace) ?? new Map<string, KubeObject>()
  if (object) ofNamespace.set(name, object)
  else ofNamespace.delete(name)
  if (ofNamespace.size > 0) state.objects[kind].set(namespace, ofNamespace)
  else state.objects[kind].delete(namespace)
}

const newer = (change: Change, held: KubeObject | undefined): boolean =>
  BigInt(change.revision) > BigInt(held?.metadata.resourceVersion ?? '0')

/** Opens when first asked; a subscription that is lost is taken up again at the next request. */
export const createApiCache = (objects: ObjectStore, feed: Feed, api: string): ApiCache => {
  let loading: Promise<State> | undefined
  // Kept when the subscription is lost, so that a write that is under way still sees the last known limits.
  let held: State | undefined
  let isCurrent = false
  let subscription: { close(): void } | undefined
  let waiters: { revision: bigint; resolve(): void }[] = []

  const settle = (upTo: bigint | 'all') => {
    const done = waiters.filter(({ revision }) => upTo === 'all' || revision <= upTo)
    waiters = waiters.filter((waiter) => !done.includes(waiter))
    for (const { resolve } of done) resolve()
  }

  const forget = () => {
    loading = undefined
    isCurrent = false
    subscription = undefined
    settle('all')
  }

  const apply = (state: State, changes: Change[]) => {
    for (const change of changes) {
      if (!isHeld(change.kind)) continue
      const known = state.objects[change.kind].get(change.namespace)?.get(change.name)
      if (newer(change, known)) {
        put(state, change.kind, change.namespace, change.name, change.operation === 'DELETED' ? undefined : change.object)
      }
      state.revision = BigInt(change.revision)
    }
    settle(state.revision)
  }

  const load = async (): Promise<State> => {
    const state: State = { objects: { namespaces: new Map(), limitranges: new Map(), resourcequotas: new Map() }, revision: 0n }
    // The log is followed from before the lists, so nothing falls between them; what comes twice is recognised by its revision.
    const after = await objects.revision(api)
    for (const kind of HELD) {
      const { items } = await objects.list({ api, resource: kind })
      for (const item of items) put(state, kind, item.metadata.namespace ?? '', item.metadata.name, item)
    }
    let isLost = false
    const opened = await feed.follow({
      api,
      after,
      kinds: HELD,
      onChanges: (changes) => apply(state, changes),
      onClose: () => {
        isLost = true
        forget()
      },
    })
    held = state
    if (isLost) return state
    subscription = opened
    isCurrent = true
    return state
  }

  const ready = async (): Promise<void> => {
    if (isCurrent) return
    loading ??= load().catch((error: unknown) => {
      loading = undefined
      throw error
    })
    await loading
  }

  const inNamespace = <T>(kind: Held, namespace: string): T[] =>
    [...(held?.objects[kind].get(namespace)?.values() ?? [])] as unknown as T[]

  return {
    ready,
    async namespace(name) {
      await ready()
      const known = held?.objects.namespaces.get('')?.get(name)
      // One that another replica has just made may not have arrived here yet.
      return (known ?? (await objects.get({ api, resource: 'namespaces', namespace: '', name }))) as KubeNamespace | undefined
    },
    limitRanges: (namespace) => inNamespace('limitranges', namespace),
    quotas: (namespace) => inNamespace('resourcequotas', namespace),
    async arrived(resource, revision) {
      if (!isHeld(resource)) return
      await ready()
      const wanted = BigInt(revision)
      if (!isCurrent || !held || held.revision >= wanted) return
      await new Promise<void>((resolve) => waiters.push({ revision: wanted, resolve }))
    },
    close() {
      subscription?.close()
      forget()
    },
  }
}
