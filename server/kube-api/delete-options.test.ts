import { expect, test } from 'vitest'
import { deleteOptionsFrom } from './delete-options.ts'

test.each([
  [undefined, undefined],
  [0, 0],
  [30, 30],
  // what a wrong sign meant is unknown: a second is given, and nothing is ended at once
  [-1, 1],
  [-30, 1],
])('a grace of %s seconds is %s', (asked, given) => {
  expect(deleteOptionsFrom(asked === undefined ? {} : { gracePeriodSeconds: asked }).gracePeriodSeconds).toBe(given)
})

test.each([
  [{}, undefined],
  [{ orphanDependents: true }, 'Orphan'],
  [{ orphanDependents: false }, undefined],
  [{ propagationPolicy: 'Foreground' }, 'Foreground'],
])('%j says of dependents: %s', (body, policy) => {
  expect(deleteOptionsFrom(body).propagationPolicy).toBe(policy)
})
