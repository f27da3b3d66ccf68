import { invalidValue } from '#domain/kube/causes.ts'
import { age } from '#domain/kube/human-duration.ts'
import type { Lease } from '#domain/kube/workloads.ts'
import { AGE, column, defineKind, NAME } from '../kind.ts'

/** https://kubernetes.io/docs/concepts/architecture/leases/ */
export const lease = defineKind<Lease>({
  group: 'coordination.k8s.io',
  kind: 'Lease',
  resource: 'leases',
  columns: [NAME, column('Holder', 'Who holds it.'), AGE],
  cells: ({ metadata, spec }, now) => [metadata.name, spec?.holderIdentity ?? '', age(metadata.creationTimestamp, now)],
  validate: ({ spec }) => {
    const { leaseDurationSeconds: duration, leaseTransitions: transitions } = spec ?? {}
    return [
      ...(duration !== undefined && duration <= 0
        ? [invalidValue('spec.leaseDurationSeconds', duration, 'must be greater than 0')]
        : []),
      ...(transitions !== undefined && transitions < 0
        ? [invalidValue('spec.leaseTransitions', transitions, 'must be greater than or equal to 0')]
        : []),
    ]
  },
})
