import { badRequest } from '../errors.ts'
import { labelValueRule, qualifiedName } from './names.ts'
import type { LabelRequirement } from './object.ts'

// The grammar and the words of https://pkg.go.dev/k8s.io/apimachinery/pkg/labels#Parse, without its `<` and `>`.

const IDENTIFIER = 'identifier'
const END = ''
const SYMBOLS = ['==', '!=', '=', '!', '(', ')', ',']
const OPERATORS: Record<string, LabelRequirement['operator']> = { in: 'In', notin: 'NotIn', '=': 'In', '==': 'In', '!=': 'NotIn' }

interface Token {
  /** `identifier`, a symbol, or empty at the end. */
  is: string
  text: string
}

const tokensOf = (text: string): Token[] =>
  (text.match(/==|!=|[=!(),<>]|[^\s=!(),<>]+/g) ?? []).map((part) => ({
    is: SYMBOLS.includes(part) || part === '<' || part === '>' ? part : IDENTIFIER,
    text: part,
  }))

const checkKey = (key: string): string => {
  const problems = qualifiedName(key)
  if (problems.length > 0) throw badRequest(`unable to parse requirement: <nil>: Invalid value: "${key}": ${problems.join('; ')}`)
  return key
}

const checkValues = (key: string, values: string[]): string[] => {
  for (const [index, value] of values.entries()) {
    const problems = labelValueRule(value)
    if (problems.length > 0) {
      throw badRequest(`unable to parse requirement: values[${index}][${key}]: Invalid value: "${value}": ${problems.join('; ')}`)
    }
  }
  return values
}

/**
 * The text form of a selector, `app=web,tier in (a,b),!legacy`, as its terms. BadRequest in Kubernetes' words when it can't be read.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export const parseSelector = (text: string): LabelRequirement[] => {
  const tokens = tokensOf(text)
  let at = 0
  const next = (): Token => tokens[at] ?? { is: END, text: '' }
  const take = (): Token => {
    const token = next()
    at += 1
    return token
  }
  const unread = (what: string) => badRequest(`unable to parse requirement: ${what}`)

  const exactValue = (): string[] => {
    if (next().is === END || next().is === ',') return ['']
    const { is, text: found } = take()
    if (is !== IDENTIFIER) throw unread(`found '${found}', expected: identifier`)
    return [found]
  }

  /** What stands between the parentheses of a set; nothing at all, and nothing beside a comma, is the empty value. */
  const setOfValues = (): string[] => {
    const open = take()
    if (open.is !== '(') throw unread(`found '${open.text}' expected: '('`)
    const values: string[] = []
    for (;;) {
      if (next().is === IDENTIFIER) values.push(take().text)
      else if (next().is === ',' || next().is === ')') values.push('')
      else throw unread(`found '${next().text}', expected: ',', ')' or identifier`)
      const { is, text: found } = take()
      if (is === ')') return values
      if (is !== ',') throw unread(`found '${found}', expected: ',' or ')'`)
    }
  }

  const requirement = (): LabelRequirement => {
    const isNegated = next().is === '!' && take() !== undefined
    const { is, text: found } = take()
    if (is !== IDENTIFIER) throw unread(`found '${found}', expected: identifier`)
    const key = checkKey(found)
    if (isNegated) return { key, operator: 'DoesNotExist' }
    if (next().is === END || next().is === ',') return { key, operator: 'Exists' }
    const sign = take().text
    const operator = Object.hasOwn(OPERATORS, sign) ? OPERATORS[sign] : undefined
    if (!operator) throw unread(`found '${sign}', expected: ${Object.keys(OPERATORS).join(', ')}`)
    const values = sign === 'in' || sign === 'notin' ? setOfValues() : exactValue()
    return { key, operator, values: checkValues(key, values) }
  }

  const requirements: LabelRequirement[] = []
  while (next().is !== END) {
    if (next().is !== IDENTIFIER && next().is !== '!')
      throw badRequest(`found '${next().text}', expected: !, identifier, or 'end of string'`)
    requirements.push(requirement())
    const { is, text: found } = take()
    if (is === END) break
    if (is !== ',') throw badRequest(`found '${found}', expected: ',' or 'end of string'`)
    if (next().is !== IDENTIFIER && next().is !== '!') throw badRequest(`found '${next().text}', expected: identifier after ','`)
  }
  return requirements
}
