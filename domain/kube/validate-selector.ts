import type { Cause } from '../errors.ts'
import { forbiddenValue, invalidValue, requiredValue } from './causes.ts'
import { labelValueRule, qualifiedName } from './names.ts'
import type { LabelRequirement, LabelSelector } from './object.ts'
import { validateLabels } from './validate-metadata.ts'

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist']

const validateExpression = ({ key, operator, values = [] }: LabelRequirement, at: string): Cause[] => {
  const causes = qualifiedName(key ?? '').map((problem) => invalidValue(`${at}.key`, key, problem))
  if (!OPERATORS.includes(operator)) return [...causes, invalidValue(`${at}.operator`, operator, 'not a valid selector operator')]
  const takesValues = operator === 'In' || operator === 'NotIn'
  if (takesValues && values.length === 0) {
    causes.push(requiredValue(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'"))
  }
  if (!takesValues && values.length > 0) {
    causes.push(forbiddenValue(`${at}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"))
  }
  return [
    ...causes,
    ...values.flatMap((value, index) =>
      labelValueRule(value).map((problem) => invalidValue(`${at}.values[${index}]`, value, problem)),
    ),
  ]
}

/** Rules for a LabelSelector. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/label-selector/ */
export const validateSelector = (selector: LabelSelector, field: string): Cause[] => [
  ...validateLabels(selector.matchLabels, `${field}.matchLabels`),
  ...(selector.matchExpressions ?? []).flatMap((each, index) => validateExpression(each, `${field}.matchExpressions[${index}]`)),
]
