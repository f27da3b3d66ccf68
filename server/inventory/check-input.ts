import { z } from 'zod'
import { type Cause, invalid, StatusError } from '#domain/errors.ts'

/**
 * The input as the schema gives it back (defaults filled in); Invalid with one cause per field otherwise. `kind` is the noun in the
 * message, `name` what the user called it.
 */
export const checkInput = <Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  kind: string,
  name = '',
): z.output<Schema> => {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  throw invalid(kind, '', name, result.error.issues.map(toCause))
}

const toCause = (issue: z.core.$ZodIssue): Cause => {
  const required = issue.code === 'invalid_type' && issue.input === undefined
  return {
    reason: required ? 'FieldValueRequired' : 'FieldValueInvalid',
    message: issue.message,
    field: issue.path.map(String).join('.') || 'input',
  }
}

/** One refused field, in the form of `invalid`. */
export const invalidField = (kind: string, name: string, field: string, message: string): StatusError =>
  invalid(kind, '', name, [{ reason: 'FieldValueInvalid', message, field }])

/** 404 for an inventory object that is not, or no longer, there. */
export const missing = (noun: string, id: string): StatusError =>
  new StatusError('NotFound', `There is no ${noun} "${id}"; it may have been removed. Refresh and choose again.`, {
    name: id,
    kind: noun,
  })

/** Names of datacenters and clusters: vSphere allows up to 80 characters and reserves `/ \ %`. */
export const inventoryName = z
  .string('must be text')
  .trim()
  .min(1, 'must not be empty')
  .max(80, 'must be at most 80 characters')
  .regex(/^[^/\\%]*$/, 'must not contain / \\ or %')
