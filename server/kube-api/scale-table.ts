import { age } from '#domain/kube/human-duration.ts'
import { AGE, column, NAME } from '#server/resources/kind.ts'
import type { ServedResource } from './served-resource.ts'

/** How `kubectl get --subresource=scale` prints what has replicas. */
export const scaleTable: Pick<ServedResource, 'columns' | 'cells'> = {
  columns: [
    NAME,
    column('Desired', 'Replicas that are asked for.', { type: 'integer' }),
    column('Available', 'Replicas that there are.', { type: 'integer' }),
    AGE,
  ],
  cells: ({ metadata, spec, status }, now) => [
    metadata.name,
    (spec?.replicas as number | undefined) ?? 0,
    (status?.replicas as number | undefined) ?? 0,
    age(metadata.creationTimestamp, now),
  ],
}
