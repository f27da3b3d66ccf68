import type { NodeSelectorRequirement, NodeSelectorTerm, Pod } from './pod.ts'

/** What a pod's choice of hosts looks at. */
export interface NamedHost {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
}

const INTEGER = /^[+-]?\d+$/

const compares = (value: string | undefined, operator: 'Gt' | 'Lt', limit: string | undefined): boolean => {
  if (value === undefined || limit === undefined || !INTEGER.test(value) || !INTEGER.test(limit)) return false
  return operator === 'Gt' ? BigInt(value) > BigInt(limit) : BigInt(value) < BigInt(limit)
}

const meets = (value: string | undefined, { operator, values = [] }: NodeSelectorRequirement): boolean => {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value)
    case 'NotIn':
      return value === undefined || !values.includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
    default:
      return compares(value, operator, values[0])
  }
}

const labelOf = (host: NamedHost, key: string) => (Object.hasOwn(host.labels, key) ? host.labels[key] : undefined)

/** True when the host meets every requirement of the term; an empty term meets nothing. `metadata.name` is the only field. */
export const matchesTerm = (host: NamedHost, { matchExpressions = [], matchFields = [] }: NodeSelectorTerm): boolean =>
  matchExpressions.length + matchFields.length > 0 &&
  matchExpressions.every((requirement) => meets(labelOf(host, requirement.key), requirement)) &&
  matchFields.every((requirement) => meets(requirement.key === 'metadata.name' ? host.name : undefined, requirement))

/**
 * The pod's own choice of hosts: node selector and required node affinity together, of whose terms one is enough. Undefined when
 * it makes none. https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/
 */
export const nodeRules = ({ spec }: Pod): ((host: NamedHost) => boolean) | undefined => {
  const labels = Object.entries(spec.nodeSelector ?? {})
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  if (labels.length === 0 && !required) return undefined
  return (host) =>
    labels.every(([key, value]) => labelOf(host, key) === value) &&
    (!required || required.nodeSelectorTerms.some((term) => matchesTerm(host, term)))
}
