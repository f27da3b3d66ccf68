import type { Cause } from '#domain/errors.ts'
import { duplicateValue, invalidValue, notSupported } from '#domain/kube/causes.ts'
import { age } from '#domain/kube/human-duration.ts'
import { qualifiedName } from '#domain/kube/names.ts'
import type { Node, Taint } from '#domain/kube/node.ts'
import { AGE, column, defineKind, NAME, statusOf } from '../kind.ts'

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']
const ROLE = 'node-role.kubernetes.io/'

const statusText = ({ spec, status }: Node): string => {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')
  const word = ready === undefined ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady'
  return spec?.unschedulable ? `${word},SchedulingDisabled` : word
}

const roles = ({ metadata }: Node): string => {
  const found = Object.entries(metadata.labels ?? {}).flatMap(([key, value]) => {
    if (key.startsWith(ROLE) && key.length > ROLE.length) return [key.slice(ROLE.length)]
    return key === 'kubernetes.io/role' && value ? [value] : []
  })
  return [...new Set(found)].sort().join(',') || '<none>'
}

const address = ({ status }: Node, type: string): string =>
  status?.addresses?.find((each) => each.type === type)?.address ?? '<none>'

const validateTaints = (taints: Taint[]): Cause[] =>
  taints.flatMap((taint, index) => {
    const { key = '', effect } = taint
    const isRepeated = taints.slice(0, index).some((other) => other.key === key && other.effect === effect)
    return [
      ...qualifiedName(key).map((problem) => invalidValue(`metadata.taints[${index}].key`, key, problem)),
      ...(EFFECTS.includes(effect) ? [] : [notSupported(`metadata.taints[${index}].effect`, effect, EFFECTS)]),
      ...(isRepeated ? [duplicateValue(`metadata.taints[${index}]`, taint)] : []),
    ]
  })

/** https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/node-v1/ */
export const node = defineKind<Node>({
  kind: 'Node',
  resource: 'nodes',
  shortNames: ['no'],
  namespaced: false,
  subresources: [statusOf({ group: '', version: 'v1', kind: 'Node' })],
  columns: [
    NAME,
    column('Status', 'Whether the host takes pods.'),
    column('Roles', 'The roles its labels give it.'),
    AGE,
    column('Version', 'The version of its Spherelet.'),
    column('Internal-IP', 'Its address inside the cluster.', { wide: true }),
    column('External-IP', 'Its address outside.', { wide: true }),
    column('OS-Image', 'What runs on it.', { wide: true }),
    column('Kernel-Version', 'The kernel of that.', { wide: true }),
    column('Container-Runtime', 'What runs its pods.', { wide: true }),
  ],
  cells: (node, now) => {
    const info = node.status?.nodeInfo
    return [
      node.metadata.name,
      statusText(node),
      roles(node),
      age(node.metadata.creationTimestamp, now),
      info?.kubeletVersion ?? '',
      address(node, 'InternalIP'),
      address(node, 'ExternalIP'),
      info?.osImage || '<unknown>',
      info?.kernelVersion || '<unknown>',
      info?.containerRuntimeVersion || '<unknown>',
    ]
  },
  fieldNames: ['spec.unschedulable'],
  fields: ({ spec }) => ({ 'spec.unschedulable': String(spec?.unschedulable ?? false) }),
  validate: ({ spec }) => validateTaints(spec?.taints ?? []),
})
