import { expect, test } from 'vitest'
import { createEventNames } from './event-names.ts'

const at = (ms: number) => new Date(Date.UTC(2026, 10, 25) + ms)

test('names sort as things happened, also within a millisecond and when the clock is set back', () => {
  const names = createEventNames(0.5)
  const given = [at(0), at(0), at(0), at(1), at(-5000), at(2)].map((now) => names.next('web', now))
  expect(given).toEqual([...given].sort())
  expect(new Set(given).size).toBe(given.length)
  expect(given[0]).toMatch(/^web\.[0-9a-f]{16}$/)
})

test('two writers of the same moment do not take the same name', () => {
  expect(createEventNames(0.1).next('web', at(0))).not.toBe(createEventNames(0.9).next('web', at(0)))
})

test('a name fits, however long that of the object is', () => {
  expect(createEventNames(0).next('w'.repeat(253), at(0))).toHaveLength(253)
})

test('what was told last is remembered longest', () => {
  const names = createEventNames(0)
  names.remember('first', { name: 'a', count: 1 })
  for (let index = 0; index < 4096; index++) names.remember(`later-${index}`, { name: 'b', count: 1 })
  expect(names.told('first')).toBeUndefined()
  expect(names.told('later-0')).toEqual({ name: 'b', count: 1 })
  names.forget('later-0')
  expect(names.told('later-0')).toBeUndefined()
})
