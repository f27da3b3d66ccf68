/** What is wrong with one field of a form; `field` is its path, such as `limits.cpuMhz` or `pools.0.cidr`. */
export interface FieldProblem {
  field: string
  message: string
}

/** Why a form was not taken: in one sentence, and, where that is known, field by field. */
export interface Failure {
  error: string
  fields?: readonly FieldProblem[]
}

/** A failure of one field. */
export const atField = (field: string, message: string): Failure => ({ error: message, fields: [{ field, message }] })

/** True when a problem at `field` is to be shown at the control for `path`: the same field, or a part of it. */
export const covers = (path: string, field: string): boolean => field === path || field.startsWith(`${path}.`)

/**
 * What the banner above a form has to say, when the controls for the `shown` paths say the rest: the whole sentence when no field is named,
 * only what has no control otherwise, undefined when every problem stands at its field.
 */
export const bannerText = ({ error, fields = [] }: Failure, shown: ReadonlySet<string>): string | undefined => {
  const homeless = fields.filter(({ field }) => ![...shown].some((path) => covers(path, field)))
  if (homeless.length === fields.length) return error || undefined
  return homeless.map(({ field, message }) => `${field}: ${message}`).join('; ') || undefined
}
