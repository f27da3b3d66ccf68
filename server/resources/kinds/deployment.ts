import { age } from '#domain/kube/human-duration.ts'
import { formatSelector } from '#domain/kube/labels.ts'
import { defaultDeployment, validateDeployment } from '#domain/kube/workload-rules.ts'
import type { Deployment } from '#domain/kube/workloads.ts'
import { AGE, column, defineKind, NAME, statusOf } from '../kind.ts'
import { containersOf, SCALE } from './replica-set.ts'

/** https://kubernetes.io/docs/concepts/workloads/controllers/deployment/ */
export const deployment = defineKind<Deployment>({
  group: 'apps',
  kind: 'Deployment',
  resource: 'deployments',
  shortNames: ['deploy'],
  categories: ['all'],
  subresources: [statusOf({ group: 'apps', version: 'v1', kind: 'Deployment' }), SCALE],
  columns: [
    NAME,
    column('Ready', 'Pods that are ready, of those wanted.'),
    column('Up-to-date', 'Pods made from the present template.', { type: 'integer' }),
    column('Available', 'Pods that have been ready long enough.', { type: 'integer' }),
    AGE,
    column('Containers', 'Names of the containers.', { wide: true }),
    column('Images', 'Images of the containers.', { wide: true }),
    column('Selector', 'Which pods it counts.', { wide: true }),
  ],
  cells: ({ metadata, spec, status }, now) => [
    metadata.name,
    `${status?.readyReplicas ?? 0}/${spec.replicas ?? 0}`,
    status?.updatedReplicas ?? 0,
    status?.availableReplicas ?? 0,
    age(metadata.creationTimestamp, now),
    ...containersOf(spec.template),
    formatSelector(spec.selector),
  ],
  hasGeneration: true,
  prepareCreate: (deployment) => {
    deployment.status = {}
  },
  applyDefaults: defaultDeployment,
  validate: validateDeployment,
})
