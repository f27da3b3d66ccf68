import type { LabelRequirement, LabelSelector } from './object.ts'

type Labels = Record<string, string>

/** One term of a selector; `NotEquals` is `NotIn` with one value. */
export type Requirement = LabelRequirement

const matches = (labels: Labels, { key, operator, values }: Requirement): boolean => {
  // A key such as `constructor` names a label here, never what every object inherits.
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined
  if (operator === 'Exists') return value !== undefined
  if (operator === 'DoesNotExist') return value === undefined
  const listed = value !== undefined && (values?.includes(value) ?? false)
  return operator === 'In' ? listed : !listed
}

const NO_LABELS: Labels = {}

/** True when the labels meet every requirement; no requirements select everything. */
export const matchesRequirements = (labels: Labels | undefined, requirements: readonly Requirement[]): boolean => {
  for (const requirement of requirements) if (!matches(labels ?? NO_LABELS, requirement)) return false
  return true
}

/** The terms of a LabelSelector object. An absent selector selects nothing, which callers decide themselves. */
export const selectorRequirements = (selector: LabelSelector): Requirement[] => [
  ...Object.entries(selector.matchLabels ?? {}).map(([key, value]): Requirement => ({ key, operator: 'In', values: [value] })),
  ...(selector.matchExpressions ?? []),
]

/** True when the selector is present and selects the labels; an absent one selects nothing. */
export const selects = (selector: LabelSelector | undefined, labels: Labels | undefined): boolean =>
  selector !== undefined && matchesRequirements(labels, selectorRequirements(selector))

/** The text form of a LabelSelector, as `kubectl get -o wide` shows it. */
export const formatSelector = (selector: LabelSelector | undefined): string =>
  selector === undefined
    ? '<none>'
    : selectorRequirements(selector)
        .map(({ key, operator, values = [] }) => {
          if (operator === 'In' && values.length === 1) return `${key}=${values[0]}`
          if (operator === 'Exists') return key
          if (operator === 'DoesNotExist') return `!${key}`
          return `${key} ${operator === 'In' ? 'in' : 'notin'} (${values.join(',')})`
        })
        .join(',') || '<none>'
