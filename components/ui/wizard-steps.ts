import { covers, type Failure } from './form/field-problems.ts'

/** How a step of a wizard stands. */
export type StepStatus = 'todo' | 'current' | 'done' | 'error'

export interface WizardPlace {
  /** Index of the page shown; the number of steps is the review page. */
  at: number
  /** The furthest page reached: all up to it can be clicked. */
  reached: number
  /** What is wrong per step index, from the last time that step was left. */
  errors: Record<number, Failure>
}

export const wizardStart: WizardPlace = { at: 0, reached: 0, errors: {} }

/** The status a step is drawn with. The page shown is always `current`, even when it has an error in its banner. */
export function stepStatus(place: WizardPlace, index: number): StepStatus {
  if (index === place.at) return 'current'
  if (place.errors[index] !== undefined) return 'error'
  return index < place.reached || (index === place.reached && index < place.at) ? 'done' : 'todo'
}

/** Leaves the current page forwards with what its validation said: an error keeps it, no error moves on. */
export function goNext(place: WizardPlace, error: Failure | undefined): WizardPlace {
  const errors = { ...place.errors }
  delete errors[place.at]
  if (error !== undefined) return { ...place, errors: { ...errors, [place.at]: error } }
  return { at: place.at + 1, reached: Math.max(place.reached, place.at + 1), errors }
}

/** Goes to a page that was reached before; any other index changes nothing. */
export function goTo(place: WizardPlace, index: number): WizardPlace {
  return index < 0 || index > place.reached ? place : { ...place, at: index }
}

/** Marks the steps that a last check found wrong and goes to the first of them. */
export function goToErrors(place: WizardPlace, errors: Record<number, Failure>): WizardPlace {
  const first = Math.min(...Object.keys(errors).map(Number))
  return Number.isFinite(first) ? { ...place, at: first, errors } : { ...place, errors: {} }
}

/**
 * A refusal of the whole, taken apart by the steps that have the refused fields; undefined when a part of it belongs to none of them, or it
 * names no field.
 */
export function failuresByStep(
  steps: readonly { fields?: readonly string[] }[],
  { fields = [] }: Failure,
): Record<number, Failure> | undefined {
  const failures: Record<number, Failure & { fields: { field: string; message: string }[] }> = {}
  for (const problem of fields) {
    const index = steps.findIndex((step) => step.fields?.some((path) => covers(path, problem.field)))
    if (index < 0) return undefined
    const known = failures[index] ?? { error: '', fields: [] }
    failures[index] = { error: [known.error, problem.message].filter(Boolean).join('; '), fields: [...known.fields, problem] }
  }
  return fields.length > 0 ? failures : undefined
}
