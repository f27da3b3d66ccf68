import type { KubeObject } from '#domain/kube/object.ts'
import type { Feed } from '../store/object-store.ts'

/** The hosts that each pod was bound to, in order, as the log tells it; pods by uid. */
export interface Bindings {
  hostsOf(uid: string): readonly string[]
  /** Pods that the log gave a host more than once. */
  boundTwice(): [uid: string, hosts: string[]][]
}

/** Follows the log from `after` and writes down every binding. */
export const followBindings = async (feed: Feed, api: string, after: string): Promise<Bindings> => {
  const hosts = new Map<string, string[]>()
  const note = (pod: KubeObject): void => {
    const host = (pod.spec as { nodeName?: string } | undefined)?.nodeName
    const uid = pod.metadata.uid ?? ''
    const known = hosts.get(uid) ?? []
    if (host && known.at(-1) !== host) hosts.set(uid, [...known, host])
  }
  await feed.follow({
    api,
    after,
    kinds: ['pods'],
    onChanges: (changes) => {
      for (const { object } of changes) note(object)
    },
    onClose: () => undefined,
  })
  return {
    hostsOf: (uid) => hosts.get(uid) ?? [],
    boundTwice: () => [...hosts].filter(([, each]) => each.length > 1),
  }
}
