import { badRequest } from '../errors.ts'

/** One term of a field selector. */
export interface FieldRequirement {
  field: string
  equals: boolean
  value: string
}

// `\,` `\=` and `\\` are literal characters in a value.
const splitTerms = (text: string): string[] => text.match(/(?:\\.|[^,\\])+/g) ?? []
const unescapeValue = (value: string): string => value.replace(/\\([\\,=])/g, '$1')

/**
 * The text form of a field selector: `status.phase!=Failed,spec.nodeName=esx-01`. BadRequest when it can't be read.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/field-selectors/
 */
export const parseFieldSelector = (text: string): FieldRequirement[] =>
  splitTerms(text).map((term) => {
    const [, field, operator, value] = /^([^!=]+?)(!=|==|=)(.*)$/s.exec(term.trim()) ?? []
    if (!field || operator === undefined) {
      throw badRequest(`invalid selector: '${text}'; can't understand '${term}'`)
    }
    return { field, equals: operator !== '!=', value: unescapeValue(value ?? '') }
  })

/** True when the fields meet every requirement; a field without a value is the empty string. */
export const matchesFields = (fields: Record<string, string>, requirements: readonly FieldRequirement[]): boolean =>
  requirements.every(({ field, equals, value }) => ((fields[field] ?? '') === value) === equals)
