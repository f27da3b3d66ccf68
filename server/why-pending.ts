import type { Node } from '#domain/kube/node.ts'
import type { Pod } from '#domain/kube/pod.ts'
import type { KubeNamespace } from '#domain/kube/workloads.ts'
import type { NoPlacement } from '#domain/placement.ts'
import { systemUser, type User } from '#domain/user.ts'
import type { Reference, Resources } from './resources/resources.ts'
import { schedule } from './scheduling/schedule.ts'
import { Snapshot } from './scheduling/snapshot.ts'

const PAGE = 5000

/** All objects of a kind, page by page, as the control plane sees them. */
const readAll = async <T>(resources: Resources, api: string, resource: string): Promise<T[]> => {
  const client = resources.as(systemUser('why-pending'), api)
  const items: T[] = []
  let token: string | undefined
  do {
    const page = await client.list(resource, { limit: PAGE, ...(token ? { continue: token } : {}) })
    items.push(...(page.items as unknown as T[]))
    token = page.continue
  } while (token)
  return items
}

/**
 * Why a pod has no host now: the scheduler's own answer over the present state, host by host, with what would help. Undefined when the pod
 * has a host, or could be placed this moment. The pod is read as the user; hosts are looked at for them.
 */
export const createWhyPending =
  (resources: Resources) =>
  async (user: User, api: string, ref: Reference): Promise<NoPlacement | undefined> => {
    const pod = (await resources.as(user, api).get('pods', ref)) as Pod
    if (pod.spec.nodeName) return undefined
    const [nodes, pods, namespaces] = await Promise.all([
      readAll<Node>(resources, api, 'nodes'),
      readAll<Pod>(resources, api, 'pods'),
      readAll<KubeNamespace>(resources, api, 'namespaces'),
    ])
    // Affinity may choose namespaces by their labels.
    const facts = Object.fromEntries(namespaces.map(({ metadata }) => [metadata.name, { labels: metadata.labels ?? {} }]))
    const answer = schedule(pod, Snapshot.of({ nodes, pods, namespaces: facts }))
    return answer.host === null ? answer : undefined
  }
