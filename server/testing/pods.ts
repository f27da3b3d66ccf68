import type { Pod, PodSpec } from '#domain/kube/pod.ts'
import type { ResourceClient } from '../resources/resources.ts'

/** A small pod that runs until it is told to end, in namespace `default`. */
export const createPod = async (client: ResourceClient, name: string, spec: Partial<PodSpec> = {}): Promise<Pod> => {
  const containers = [
    { name: 'main', image: 'busybox', command: ['sleep', 'infinity'], resources: { requests: { cpu: '10m', memory: '16Mi' } } },
  ]
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default' }, spec: { containers, ...spec } }
  return (await client.create('pods', pod)) as Pod
}

/** The pods of namespace `default` whose names begin so. */
export const podsNamed = async (client: ResourceClient, prefix: string): Promise<Pod[]> =>
  (await client.list('pods', { namespace: 'default' })).items.filter(({ metadata }) => metadata.name.startsWith(prefix)) as Pod[]
