import { age } from '#domain/kube/human-duration.ts'
import { AGE, defineKind, NAME } from '../kind.ts'

/** https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/service-account-v1/ */
export const serviceAccount = defineKind({
  kind: 'ServiceAccount',
  resource: 'serviceaccounts',
  shortNames: ['sa'],
  columns: [NAME, AGE],
  cells: ({ metadata }, now) => [metadata.name, age(metadata.creationTimestamp, now)],
})
