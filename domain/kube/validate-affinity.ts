import type { Cause } from '../errors.ts'
import { forbiddenValue, invalidValue, requiredValue } from './causes.ts'
import { qualifiedName } from './names.ts'
import type { Affinity, NodeSelectorRequirement, NodeSelectorTerm, PodAffinityRules, PodAffinityTerm } from './pod.ts'
import { validateSelector } from './validate-selector.ts'

// https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/

const validateRequirement = ({ key, operator, values = [] }: NodeSelectorRequirement, at: string): Cause[] => {
  const causes = qualifiedName(key ?? '').map((problem) => invalidValue(`${at}.key`, key, problem))
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) causes.push(requiredValue(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'"))
      return causes
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) {
        causes.push(forbiddenValue(`${at}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"))
      }
      return causes
    case 'Gt':
    case 'Lt':
      if (values.length !== 1) {
        causes.push(requiredValue(`${at}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'"))
      }
      return causes
    default:
      return [...causes, invalidValue(`${at}.operator`, operator, 'not a valid selector operator')]
  }
}

const validateTerm = ({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm, at: string): Cause[] => [
  ...matchExpressions.flatMap((each, index) => validateRequirement(each, `${at}.matchExpressions[${index}]`)),
  ...matchFields.flatMap((each, index) =>
    each.key === 'metadata.name'
      ? validateRequirement(each, `${at}.matchFields[${index}]`)
      : [invalidValue(`${at}.matchFields[${index}].key`, each.key, 'not a valid field selector key')],
  ),
]

const validateWeight = (weight: number, at: string): Cause[] =>
  weight >= 1 && weight <= 100 ? [] : [invalidValue(`${at}.weight`, weight, 'must be in the range 1-100')]

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution'
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution'

const validateNodeAffinity = (affinity: NonNullable<Affinity['nodeAffinity']>, at: string): Cause[] => {
  const required = affinity[REQUIRED]
  const terms = required?.nodeSelectorTerms ?? []
  return [
    ...(required && terms.length === 0
      ? [requiredValue(`${at}.${REQUIRED}.nodeSelectorTerms`, 'must have at least one node selector term')]
      : []),
    ...terms.flatMap((term, index) => validateTerm(term, `${at}.${REQUIRED}.nodeSelectorTerms[${index}]`)),
    ...(affinity[PREFERRED] ?? []).flatMap(({ weight, preference }, index) => [
      ...validateWeight(weight, `${at}.${PREFERRED}[${index}]`),
      ...validateTerm(preference ?? {}, `${at}.${PREFERRED}[${index}].preference`),
    ]),
  ]
}

const validatePodTerm = (term: PodAffinityTerm | undefined, at: string): Cause[] => [
  ...(term?.topologyKey
    ? qualifiedName(term.topologyKey).map((problem) => invalidValue(`${at}.topologyKey`, term.topologyKey, problem))
    : [requiredValue(`${at}.topologyKey`, 'can not be empty')]),
  ...(term?.labelSelector ? validateSelector(term.labelSelector, `${at}.labelSelector`) : []),
  ...(term?.namespaceSelector ? validateSelector(term.namespaceSelector, `${at}.namespaceSelector`) : []),
]

const validatePodAffinity = (rules: PodAffinityRules | undefined, at: string): Cause[] => [
  ...(rules?.[REQUIRED] ?? []).flatMap((term, index) => validatePodTerm(term, `${at}.${REQUIRED}[${index}]`)),
  ...(rules?.[PREFERRED] ?? []).flatMap(({ weight, podAffinityTerm }, index) => [
    ...validateWeight(weight, `${at}.${PREFERRED}[${index}]`),
    ...validatePodTerm(podAffinityTerm, `${at}.${PREFERRED}[${index}].podAffinityTerm`),
  ]),
]

/** Rules for where a pod wants to be, or not to be. */
export const validateAffinity = (affinity: Affinity | undefined, field: string): Cause[] => [
  ...(affinity?.nodeAffinity ? validateNodeAffinity(affinity.nodeAffinity, `${field}.nodeAffinity`) : []),
  ...validatePodAffinity(affinity?.podAffinity, `${field}.podAffinity`),
  ...validatePodAffinity(affinity?.podAntiAffinity, `${field}.podAntiAffinity`),
]
