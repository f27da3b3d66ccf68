import { immutable, notSupported, requiredValue } from '#domain/kube/causes.ts'
import { jsonEqual } from '#domain/kube/equal.ts'
import { age } from '#domain/kube/human-duration.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { AGE, column, defineKind, NAME } from '../kind.ts'

interface StorageClass extends KubeObject {
  provisioner?: string
  parameters?: Record<string, string>
  reclaimPolicy?: string
  volumeBindingMode?: string
  allowVolumeExpansion?: boolean
}

const MODES = ['Immediate', 'WaitForFirstConsumer']
const POLICIES = ['Delete', 'Retain']
const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class'

/** https://kubernetes.io/docs/concepts/storage/storage-classes/ */
export const storageClass = defineKind<StorageClass>({
  group: 'storage.k8s.io',
  kind: 'StorageClass',
  resource: 'storageclasses',
  shortNames: ['sc'],
  namespaced: false,
  columns: [
    NAME,
    column('Provisioner', 'What makes its volumes.'),
    column('ReclaimPolicy', 'What happens to a volume whose claim is gone.'),
    column('VolumeBindingMode', 'When a volume is made.'),
    column('AllowVolumeExpansion', 'Whether volumes can grow.', { type: 'boolean' }),
    AGE,
  ],
  cells: ({ metadata, ...it }, now) => [
    metadata.annotations?.[DEFAULT_CLASS] === 'true' ? `${metadata.name} (default)` : metadata.name,
    it.provisioner ?? '',
    it.reclaimPolicy ?? 'Delete',
    it.volumeBindingMode ?? '<unset>',
    String(it.allowVolumeExpansion ?? false),
    age(metadata.creationTimestamp, now),
  ],
  applyDefaults: (it) => {
    it.reclaimPolicy ||= 'Delete'
    it.volumeBindingMode ||= 'Immediate'
  },
  validate: (it, old) => [
    ...(it.provisioner ? [] : [requiredValue('provisioner')]),
    ...(POLICIES.includes(it.reclaimPolicy ?? '') ? [] : [notSupported('reclaimPolicy', it.reclaimPolicy, POLICIES)]),
    ...(MODES.includes(it.volumeBindingMode ?? '') ? [] : [notSupported('volumeBindingMode', it.volumeBindingMode, MODES)]),
    ...(['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'] as const)
      .filter((field) => old && !jsonEqual(it[field], old[field]))
      .map((field) => immutable(field, it[field])),
  ],
})
