import { age } from '#domain/kube/human-duration.ts'
import { dnsLabel } from '#domain/kube/names.ts'
import type { KubeNamespace } from '#domain/kube/workloads.ts'
import { AGE, ALL_VERBS, column, defineKind, NAME, statusOf } from '../kind.ts'

const finalizers = ({ metadata, spec }: KubeNamespace): string[] => [...(metadata.finalizers ?? []), ...(spec?.finalizers ?? [])]

/** https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/namespace-v1/ */
export const namespace = defineKind<KubeNamespace>({
  kind: 'Namespace',
  resource: 'namespaces',
  shortNames: ['ns'],
  namespaced: false,
  verbs: ALL_VERBS.filter((verb) => verb !== 'deletecollection'),
  subresources: [
    statusOf({ group: '', version: 'v1', kind: 'Namespace' }),
    { name: 'finalize', group: '', version: 'v1', kind: 'Namespace', verbs: ['update'] },
  ],
  columns: [NAME, column('Status', 'Active, or Terminating while its contents are being removed.'), AGE],
  cells: ({ metadata, status }, now) => [metadata.name, status?.phase ?? '', age(metadata.creationTimestamp, now)],
  nameRule: dnsLabel,
  fieldNames: ['status.phase'],
  fields: ({ status }) => ({ 'status.phase': status?.phase ?? '' }),
  // A namespace goes only when its controller has emptied it and taken this finalizer away.
  prepareCreate: (namespace) => {
    namespace.spec = { ...namespace.spec, finalizers: ['kubernetes'] }
    namespace.status = { phase: 'Active' }
    namespace.metadata.labels = { ...namespace.metadata.labels, 'kubernetes.io/metadata.name': namespace.metadata.name }
  },
  prepareUpdate: (namespace, old) => {
    namespace.spec = { ...old.spec }
    namespace.metadata.labels = { ...namespace.metadata.labels, 'kubernetes.io/metadata.name': namespace.metadata.name }
  },
  charges: () => ({}),
  finalizers,
  markDeleted: (namespace) => {
    namespace.status = { ...namespace.status, phase: 'Terminating' }
  },
})
