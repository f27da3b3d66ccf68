import type { Pod } from '#domain/kube/pod.ts'
import type { Informer } from './informer.ts'

const INDEX = 'host'

/** Files the cache of pods by the host they are on; call before it starts. */
export const indexByHost = (pods: Informer): Informer =>
  pods.index(INDEX, (object) => ((object as Pod).spec.nodeName ? [(object as Pod).spec.nodeName ?? ''] : []))

/** The pods on a host, by the cache. */
export const podsOn = (pods: Informer, host: string): Pod[] => pods.indexed(INDEX, host) as Pod[]
