import type { Cause } from '../errors.ts'
import { immutable, invalidValue, notSupported, requiredValue } from './causes.ts'
import { jsonEqual } from './equal.ts'
import { matchesRequirements, selectorRequirements } from './labels.ts'
import type { LabelSelector } from './object.ts'
import { defaultPodSpec } from './pod-defaults.ts'
import { validateLabels } from './validate-metadata.ts'
import { validatePodSpec } from './validate-pod.ts'
import { validateSelector } from './validate-selector.ts'
import type { Deployment, PodTemplateSpec, ReplicaSet } from './workloads.ts'

// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/

const isPercent = (value: unknown): value is string => typeof value === 'string' && /^\d+%$/.test(value)

const negative = (value: number | undefined, field: string): Cause[] =>
  value !== undefined && value < 0 ? [invalidValue(field, value, 'must be greater than or equal to 0')] : []

const intOrPercent = (value: number | string | undefined, field: string): Cause[] => {
  if (value === undefined || isPercent(value)) return []
  if (typeof value === 'string') {
    return [
      invalidValue(
        field,
        value,
        "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
      ),
    ]
  }
  return negative(value, field)
}

const isZero = (value: number | string | undefined): boolean => value === 0 || value === '0%'

const validateTemplate = (template: PodTemplateSpec | undefined, field: string): Cause[] => [
  ...(template?.metadata?.labels ? validateLabels(template.metadata.labels, `${field}.metadata.labels`) : []),
  ...validatePodSpec(template?.spec, `${field}.spec`),
  ...(template?.spec?.restartPolicy && template.spec.restartPolicy !== 'Always'
    ? [notSupported(`${field}.spec.restartPolicy`, template.spec.restartPolicy, ['Always'])]
    : []),
]

const selectsNothing = (selector: LabelSelector | undefined): boolean => !selector || selectorRequirements(selector).length === 0

const validateOwner = (spec: ReplicaSet['spec'] | undefined): Cause[] => {
  if (!spec) return [requiredValue('spec.selector'), requiredValue('spec.template.spec.containers')]
  const causes = [...negative(spec.replicas, 'spec.replicas'), ...negative(spec.minReadySeconds, 'spec.minReadySeconds')]
  if (!spec.selector) causes.push(requiredValue('spec.selector'))
  else causes.push(...validateSelector(spec.selector, 'spec.selector'))
  if (spec.selector && selectsNothing(spec.selector)) {
    causes.push(invalidValue('spec.selector', spec.selector, 'empty selector is invalid for deployment'))
  }
  const labels = spec.template?.metadata?.labels
  if (spec.selector && !matchesRequirements(labels, selectorRequirements(spec.selector))) {
    causes.push(invalidValue('spec.template.metadata.labels', labels ?? {}, '`selector` does not match template `labels`'))
  }
  return [...causes, ...validateTemplate(spec.template, 'spec.template')]
}

/** Fills in a ReplicaSet's defaults. */
export const defaultReplicaSet = ({ spec }: ReplicaSet): void => {
  if (!spec) return
  spec.replicas ??= 1
  if (spec.template?.spec) defaultPodSpec(spec.template.spec)
}

/** Rules for a ReplicaSet beyond its metadata; its selector stays as it was created. */
export const validateReplicaSet = (set: ReplicaSet, old?: ReplicaSet): Cause[] => [
  ...validateOwner(set.spec),
  ...(old && !jsonEqual(set.spec?.selector, old.spec.selector) ? [immutable('spec.selector', set.spec?.selector)] : []),
]

/** Fills in a Deployment's defaults. */
export const defaultDeployment = ({ spec }: Deployment): void => {
  if (!spec) return
  spec.replicas ??= 1
  spec.strategy = { type: 'RollingUpdate', ...spec.strategy }
  if (spec.strategy.type === 'RollingUpdate') {
    spec.strategy.rollingUpdate = { maxUnavailable: '25%', maxSurge: '25%', ...spec.strategy.rollingUpdate }
  }
  spec.revisionHistoryLimit ??= 10
  spec.progressDeadlineSeconds ??= 600
  if (spec.template?.spec) defaultPodSpec(spec.template.spec)
}

const validateStrategy = ({ strategy }: Deployment['spec']): Cause[] => {
  const rolling = strategy?.rollingUpdate
  if (strategy?.type === 'Recreate') {
    return rolling
      ? [
          {
            reason: 'FieldValueForbidden',
            message: "Forbidden: may not be specified when strategy `type` is 'Recreate'",
            field: 'spec.strategy.rollingUpdate',
          },
        ]
      : []
  }
  if (strategy?.type !== 'RollingUpdate')
    return [notSupported('spec.strategy.type', strategy?.type, ['Recreate', 'RollingUpdate'])]
  const at = 'spec.strategy.rollingUpdate'
  const causes = [
    ...intOrPercent(rolling?.maxUnavailable, `${at}.maxUnavailable`),
    ...intOrPercent(rolling?.maxSurge, `${at}.maxSurge`),
  ]
  if (isZero(rolling?.maxUnavailable) && isZero(rolling?.maxSurge)) {
    causes.push(invalidValue(`${at}.maxUnavailable`, rolling?.maxUnavailable, 'may not be 0 when `maxSurge` is 0'))
  }
  return causes
}

/** Rules for a Deployment beyond its metadata; its selector stays as it was created. */
export const validateDeployment = (deployment: Deployment, old?: Deployment): Cause[] => {
  const { spec } = deployment
  if (!spec) return validateOwner(spec)
  const deadline = spec.progressDeadlineSeconds
  return [
    ...validateOwner(spec),
    ...validateStrategy(spec),
    ...negative(spec.revisionHistoryLimit, 'spec.revisionHistoryLimit'),
    ...(deadline !== undefined && deadline <= (spec.minReadySeconds ?? 0)
      ? [invalidValue('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds')]
      : []),
    ...(old && !jsonEqual(spec.selector, old.spec.selector) ? [immutable('spec.selector', spec.selector)] : []),
  ]
}
