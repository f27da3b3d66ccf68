import { badRequest } from '../errors.ts'
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

const KEY = /^(?:([a-z0-9](?:[-a-z0-9.]*[a-z0-9])?)\/)?([A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)$/
const VALUE = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/
const WORDING = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"

/** What is wrong with a label key, if anything: an optional DNS prefix of at most 253 and a name of at most 63 characters. */
const keyProblem = (key: string): string | undefined => {
  const [, prefix = '', name = ''] = KEY.exec(key) ?? []
  if (!name) return `name part ${WORDING}, optionally after a DNS subdomain and '/' (e.g. 'example.com/MyName')`
  if (name.length > 63) return 'name part must be no more than 63 bytes'
  return prefix.length > 253 ? 'prefix part must be no more than 253 bytes' : undefined
}

const valueProblem = (value: string): string | undefined => {
  if (value.length > 63) return 'must be no more than 63 bytes'
  return VALUE.test(value) ? undefined : `a valid label must be an empty string or ${WORDING} (e.g. 'MyValue')`
}

const checked = (requirement: Requirement): Requirement => {
  const wrong = (text: string, problem: string | undefined) => {
    if (problem) throw badRequest(`unable to parse requirement: <nil>: Invalid value: ${JSON.stringify(text)}: ${problem}`)
  }
  wrong(requirement.key, keyProblem(requirement.key))
  for (const value of requirement.values ?? []) wrong(value, valueProblem(value))
  return requirement
}

const SET_FORM = /^([^\s!=()<>]+)\s+(in|notin)\s*\(([^()]*)\)$/
const EQUALITY_FORM = /^([^\s!=()<>]+)\s*(==|=|!=)\s*([^\s!=()<>]*)$/
const EXISTS_FORM = /^(!?)\s*([^\s!=()<>]+)$/

const parseTerm = (term: string): Requirement => {
  const [, setKey, setOperator, list = ''] = SET_FORM.exec(term) ?? []
  if (setKey) {
    const values = list.split(',').map((value) => value.trim())
    return checked({ key: setKey, operator: setOperator === 'in' ? 'In' : 'NotIn', values })
  }
  const [, key, operator, value = ''] = EQUALITY_FORM.exec(term) ?? []
  if (key) return checked({ key, operator: operator === '!=' ? 'NotIn' : 'In', values: [value] })
  const [, not, name] = EXISTS_FORM.exec(term) ?? []
  if (name) return checked({ key: name, operator: not ? 'DoesNotExist' : 'Exists' })
  throw badRequest(
    `unable to parse requirement: found '${term}', expected: identifier, then nothing or one of =, ==, !=, in (…), notin (…)`,
  )
}

/**
 * The text form of a selector: `app=web,tier in (a,b),!legacy`. BadRequest when it can't be read.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export const parseSelector = (text: string): Requirement[] =>
  text.trim() === '' ? [] : splitTerms(text).map((term) => parseTerm(term.trim()))

// A comma inside parentheses belongs to the set, not to the list of terms.
const splitTerms = (text: string): string[] => text.split(/,(?![^(]*\))/)

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
