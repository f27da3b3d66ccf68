import { age } from '#domain/kube/human-duration.ts'
import { formatSelector } from '#domain/kube/labels.ts'
import { defaultReplicaSet, validateReplicaSet } from '#domain/kube/workload-rules.ts'
import type { PodTemplateSpec, ReplicaSet } from '#domain/kube/workloads.ts'
import { AGE, column, defineKind, NAME, type SubresourceInfo, statusOf } from '../kind.ts'

/** The scale subresource of kinds with replicas. */
export const SCALE: SubresourceInfo = {
  name: 'scale',
  group: 'autoscaling',
  version: 'v1',
  kind: 'Scale',
  verbs: ['get', 'patch', 'update'],
}

/** Names and images of a template's containers, as `-o wide` shows them. */
export const containersOf = (template: PodTemplateSpec | undefined): [names: string, images: string] => {
  const containers = template?.spec?.containers ?? []
  return [containers.map(({ name }) => name).join(','), containers.map(({ image }) => image ?? '').join(',')]
}

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/replica-set-v1/ */
export const replicaSet = defineKind<ReplicaSet>({
  group: 'apps',
  kind: 'ReplicaSet',
  resource: 'replicasets',
  shortNames: ['rs'],
  categories: ['all'],
  subresources: [statusOf({ group: 'apps', version: 'v1', kind: 'ReplicaSet' }), SCALE],
  columns: [
    NAME,
    column('Desired', 'How many pods there should be.', { type: 'integer' }),
    column('Current', 'How many there are.', { type: 'integer' }),
    column('Ready', 'How many of them are ready.', { type: 'integer' }),
    AGE,
    column('Containers', 'Names of the containers.', { wide: true }),
    column('Images', 'Images of the containers.', { wide: true }),
    column('Selector', 'Which pods it counts.', { wide: true }),
  ],
  cells: ({ metadata, spec, status }, now) => [
    metadata.name,
    spec.replicas ?? 0,
    status?.replicas ?? 0,
    status?.readyReplicas ?? 0,
    age(metadata.creationTimestamp, now),
    ...containersOf(spec.template),
    formatSelector(spec.selector),
  ],
  hasGeneration: true,
  prepareCreate: (set) => {
    set.status = { replicas: 0 }
  },
  applyDefaults: defaultReplicaSet,
  validate: validateReplicaSet,
})
