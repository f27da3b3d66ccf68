import type { Cause } from '../errors.ts'

// The wording of k8s.io/apimachinery's field errors: https://pkg.go.dev/k8s.io/apimachinery/pkg/util/validation/field

const show = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'null'
  return text.length > 512 ? `${text.slice(0, 512)}…` : text
}

/** The field must be there. */
export const requiredValue = (field: string, detail = ''): Cause => ({
  reason: 'FieldValueRequired',
  message: detail ? `Required value: ${detail}` : 'Required value',
  field,
})

/** The value has the right type but breaks a rule. */
export const invalidValue = (field: string, value: unknown, detail: string): Cause => ({
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${show(value)}: ${detail}`,
  field,
})

/** The value is not one of a fixed set; the message names the set. */
export const notSupported = (field: string, value: unknown, allowed: readonly string[]): Cause => ({
  reason: 'FieldValueNotSupported',
  message: `Unsupported value: ${show(value ?? '')}: supported values: ${[...allowed].sort().map(show).join(', ')}`,
  field,
})

/** The field may not be set, or not be changed, here. */
export const forbiddenValue = (field: string, detail: string): Cause => ({
  reason: 'FieldValueForbidden',
  message: `Forbidden: ${detail}`,
  field,
})

/** The value is there twice where it must be unique. */
export const duplicateValue = (field: string, value: unknown): Cause => ({
  reason: 'FieldValueDuplicate',
  message: `Duplicate value: ${show(value)}`,
  field,
})

/** The value is longer than allowed. */
export const tooLong = (field: string, maximum: number): Cause => ({
  reason: 'FieldValueTooLong',
  message: `Too long: may not be more than ${maximum} bytes`,
  field,
})

/** The field was set at creation and stays: `field is immutable`. */
export const immutable = (field: string, value: unknown): Cause => invalidValue(field, value, 'field is immutable')
