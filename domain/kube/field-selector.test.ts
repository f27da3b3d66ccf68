import { expect, test } from 'vitest'
import { matchesFields, parseFieldSelector } from './field-selector.ts'

const pod = { 'metadata.name': 'web', 'status.phase': 'Running', 'spec.nodeName': '' }

test.each<[string, boolean]>([
  ['', true],
  ['metadata.name=web', true],
  ['metadata.name==web', true],
  ['metadata.name!=web', false],
  ['status.phase!=Succeeded,status.phase!=Failed', true],
  ['metadata.name=web,status.phase=Pending', false],
  ['spec.nodeName=', true],
])('%s', (text, expected) => {
  expect(matchesFields(pod, parseFieldSelector(text))).toBe(expected)
})

test('a value may hold an escaped comma', () => {
  expect(parseFieldSelector('reason=a\\,b,type=x')).toEqual([
    { field: 'reason', equals: true, value: 'a,b' },
    { field: 'type', equals: true, value: 'x' },
  ])
})

test('a term without an operator is refused', () => {
  expect(() => parseFieldSelector('metadata.name')).toThrow("invalid selector: 'metadata.name'; can't understand 'metadata.name'")
})
