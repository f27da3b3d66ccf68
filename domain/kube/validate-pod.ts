import type { Cause } from '../errors.ts'
import { duplicateValue, forbiddenValue, invalidValue, notSupported, requiredValue } from './causes.ts'
import { dnsLabel, dnsSubdomain, qualifiedName } from './names.ts'
import type { Pod, PodSpec, Toleration } from './pod.ts'
import { validateAffinity } from './validate-affinity.ts'
import { validateContainers } from './validate-container.ts'
import { validateLabels } from './validate-metadata.ts'
import { validateSecurity } from './validate-security.ts'
import { validateSelector } from './validate-selector.ts'

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never']
const DNS_POLICIES = ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None']
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']
const UNSATISFIABLE = ['DoNotSchedule', 'ScheduleAnyway']

const validateVolumes = (volumes: Record<string, unknown>[], field: string): Cause[] => {
  const names = new Set<string>()
  return volumes.flatMap((volume, index) => {
    const at = `${field}[${index}]`
    const name = String(volume.name ?? '')
    const causes = name
      ? dnsLabel(name).map((problem) => invalidValue(`${at}.name`, name, problem))
      : [requiredValue(`${at}.name`)]
    if (name && names.has(name)) causes.push(duplicateValue(`${at}.name`, name))
    names.add(name)
    const sources = Object.keys(volume).filter((key) => key !== 'name')
    if (sources.length === 0) causes.push(requiredValue(at, 'must specify a volume type'))
    for (const extra of sources.slice(1)) causes.push(forbiddenValue(`${at}.${extra}`, 'may not specify more than 1 volume type'))
    return causes
  })
}

const validateToleration = (toleration: Toleration, at: string): Cause[] => {
  const { key, operator = 'Equal', value, effect } = toleration
  const causes: Cause[] = []
  if (key) causes.push(...qualifiedName(key).map((problem) => invalidValue(`${at}.key`, key, problem)))
  if (!key && operator !== 'Exists') {
    causes.push(
      invalidValue(
        `${at}.operator`,
        operator,
        'operator must be Exists when `key` is empty, which means "match all values and all keys"',
      ),
    )
  }
  if (operator !== 'Exists' && operator !== 'Equal') causes.push(notSupported(`${at}.operator`, operator, ['Equal', 'Exists']))
  if (operator === 'Exists' && value) causes.push(invalidValue(at, toleration, "value must be empty when `operator` is 'Exists'"))
  if (effect && !EFFECTS.includes(effect)) causes.push(notSupported(`${at}.effect`, effect, EFFECTS))
  if (toleration.tolerationSeconds !== undefined && effect !== 'NoExecute') {
    causes.push(invalidValue(`${at}.effect`, effect ?? '', "effect must be 'NoExecute' when `tolerationSeconds` is set"))
  }
  return causes
}

const validateSpread = (spec: PodSpec, field: string): Cause[] =>
  (spec.topologySpreadConstraints ?? []).flatMap((constraint, index) => {
    const at = `${field}[${index}]`
    return [
      ...(constraint.maxSkew > 0 ? [] : [invalidValue(`${at}.maxSkew`, constraint.maxSkew, 'must be greater than zero')]),
      ...(constraint.topologyKey ? [] : [requiredValue(`${at}.topologyKey`, 'can not be empty')]),
      ...(UNSATISFIABLE.includes(constraint.whenUnsatisfiable)
        ? []
        : [notSupported(`${at}.whenUnsatisfiable`, constraint.whenUnsatisfiable, UNSATISFIABLE)]),
      ...(constraint.labelSelector ? validateSelector(constraint.labelSelector, `${at}.labelSelector`) : []),
    ]
  })

const seconds = (value: number | undefined, field: string, minimum: number): Cause[] =>
  value === undefined || value >= minimum
    ? []
    : [
        invalidValue(
          field,
          value,
          `must be ${minimum === 0 ? 'greater than or equal to 0' : 'between 1 and 2147483647, inclusive'}`,
        ),
      ]

/** Rules for a pod's spec, alone or in a template. https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/ */
export const validatePodSpec = (spec: PodSpec | undefined, field: string): Cause[] => {
  if (!spec) return [requiredValue(`${field}.containers`)]
  const volumes = new Set((spec.volumes ?? []).map(({ name }) => String(name)))
  const names = new Set<string>()
  return [
    ...validateVolumes(spec.volumes ?? [], `${field}.volumes`),
    ...((spec.containers ?? []).length === 0 ? [requiredValue(`${field}.containers`)] : []),
    ...validateContainers(spec.containers ?? [], volumes, `${field}.containers`, names),
    ...validateContainers(spec.initContainers ?? [], volumes, `${field}.initContainers`, names),
    ...(RESTART_POLICIES.includes(spec.restartPolicy ?? '')
      ? []
      : [notSupported(`${field}.restartPolicy`, spec.restartPolicy, RESTART_POLICIES)]),
    ...(DNS_POLICIES.includes(spec.dnsPolicy ?? '') ? [] : [notSupported(`${field}.dnsPolicy`, spec.dnsPolicy, DNS_POLICIES)]),
    ...validateLabels(spec.nodeSelector, `${field}.nodeSelector`),
    ...(spec.tolerations ?? []).flatMap((each, index) => validateToleration(each, `${field}.tolerations[${index}]`)),
    ...validateSecurity(spec.securityContext, `${field}.securityContext`),
    ...validateAffinity(spec.affinity, `${field}.affinity`),
    ...validateSpread(spec, `${field}.topologySpreadConstraints`),
    ...seconds(spec.terminationGracePeriodSeconds, `${field}.terminationGracePeriodSeconds`, 0),
    ...seconds(spec.activeDeadlineSeconds, `${field}.activeDeadlineSeconds`, 1),
    ...(spec.serviceAccountName
      ? dnsSubdomain(spec.serviceAccountName).map((problem) =>
          invalidValue(`${field}.serviceAccountName`, spec.serviceAccountName, problem),
        )
      : []),
    ...(spec.nodeName
      ? dnsSubdomain(spec.nodeName).map((problem) => invalidValue(`${field}.nodeName`, spec.nodeName, problem))
      : []),
  ]
}

/** Rules for a Pod beyond its metadata. */
export const validatePod = (pod: Pod): Cause[] => validatePodSpec(pod.spec, 'spec')
