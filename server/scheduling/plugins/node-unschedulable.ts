import { tolerates } from '#domain/kube/tolerates.ts'
import type { Refusal } from '#domain/placement.ts'
import type { FilterPlugin } from '../framework.ts'

const CORDON = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' } as const

const REFUSED: readonly Refusal[] = [{ plugin: 'NodeUnschedulable', reason: 'node(s) were unschedulable', resolvable: false }]

/** Hosts in maintenance mode or cordoned (`spec.unschedulable`) take no new pods, save those that tolerate it. */
export const nodeUnschedulable: FilterPlugin = {
  name: 'NodeUnschedulable',
  check: ({ pod }) =>
    tolerates(pod.spec.tolerations, CORDON) ? undefined : (host) => (host.unschedulable ? REFUSED : undefined),
}
