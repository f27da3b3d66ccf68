import { expect, test } from 'vitest'
import { applyJsonPatch } from './json.ts'

test('applies every operation, in order, to a copy', () => {
  const target = { a: { b: ['x'] }, c: 1 }
  const patch = [
    { op: 'test', path: '/c', value: 1 },
    { op: 'add', path: '/a/b/-', value: 'y' },
    { op: 'move', from: '/c', path: '/d' },
    { op: 'remove', path: '/a/b/0' },
  ]
  expect(applyJsonPatch(target, patch)).toEqual({ a: { b: ['y'] }, d: 1 })
  expect(target).toEqual({ a: { b: ['x'] }, c: 1 })
})

test.each([
  ['a failing test', [{ op: 'test', path: '/k', value: 'zzz' }]],
  ['a path that is not there', [{ op: 'remove', path: '/none' }]],
])('refuses %s', (_what, patch) => {
  expect(() => applyJsonPatch({ k: 'a' }, patch)).toThrow('the server rejected our request due to an error in our request')
})

test('can not be an object', () => {
  expect(() => applyJsonPatch({}, { op: 'add' })).toThrow('a JSON patch must be a list of operations')
})
