import { expect, test } from 'vitest'
import { failuresByStep, goNext, goTo, goToErrors, stepStatus, type WizardPlace, wizardStart } from './wizard-steps.ts'

const statuses = (place: WizardPlace) => [0, 1, 2, 3].map((index) => stepStatus(place, index))

test('a wizard starts on its first page', () => {
  expect(statuses(wizardStart)).toEqual(['current', 'todo', 'todo', 'todo'])
})

test('an error keeps the page, and mending it moves on', () => {
  const wrong = goNext(wizardStart, { error: 'Choose a cluster.' })
  expect(wrong).toEqual({ at: 0, reached: 0, errors: { 0: { error: 'Choose a cluster.' } } })
  expect(goNext(wrong, undefined)).toEqual({ at: 1, reached: 1, errors: {} })
})

test('going back keeps what was reached, and only reached pages can be gone to', () => {
  const third = goNext(goNext(wizardStart, undefined), undefined)
  const first = goTo(third, 0)
  expect(statuses(first)).toEqual(['current', 'done', 'todo', 'todo'])
  expect(goTo(first, 2).at).toBe(2)
  expect(goTo(first, 3)).toBe(first)
  expect(goTo(first, -1)).toBe(first)
})

test('the last check goes to the first page that is wrong and marks all of them', () => {
  const review: WizardPlace = { at: 3, reached: 3, errors: {} }
  const wrong = goToErrors(review, { 2: { error: 'b' }, 1: { error: 'a' } })
  expect(wrong.at).toBe(1)
  expect(statuses(wrong)).toEqual(['done', 'current', 'error', 'todo'])
  expect(goToErrors(review, {})).toEqual(review)
})

test('a refusal goes to the steps that have its fields', () => {
  const steps = [{ fields: ['name'] }, { fields: ['limits', 'storage'] }]
  const name = { field: 'name', message: 'is taken' }
  const cpu = { field: 'limits.cpuMhz', message: 'is too small' }
  expect(failuresByStep(steps, { error: 'x', fields: [cpu, name] })).toEqual({
    0: { error: 'is taken', fields: [name] },
    1: { error: 'is too small', fields: [cpu] },
  })
  expect(failuresByStep(steps, { error: 'x', fields: [name, { field: 'clusterId', message: 'y' }] })).toBeUndefined()
  expect(failuresByStep(steps, { error: 'x' })).toBeUndefined()
})
