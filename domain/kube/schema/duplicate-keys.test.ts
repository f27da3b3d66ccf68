import fc from 'fast-check'
import { expect, test } from 'vitest'
import { duplicateKeys, keyOffsets } from './duplicate-keys.ts'

test.each([
  ['{"a":1,"a":2}', ['a']],
  ['{"a":{"b":1,"b":2},"c":[{"d":1},{"d":1,"d":2}]}', ['a.b', 'c[1].d']],
  ['{"a":1,"\\u0061":2}', ['a']],
  ['{ "x" : "a\\"b,}" , "y" : [ 1 , -2.5e3 , true , null ] , "x" : {} }', ['x']],
  ['{"a":1,"a":2,"a":3}', ['a', 'a']],
  ['{"a":{"a":{"a":1}}}', []],
  ['[]', []],
  ['"text"', []],
  ['', []],
])('%s', (text, paths) => {
  expect(duplicateKeys(text).map(({ path }) => path)).toEqual(paths)
})

test('text written by JSON.stringify never repeats a key, and every key is found where it stands', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(3), (json, indent) => {
      const text = JSON.stringify(JSON.parse(json), null, indent)
      expect(duplicateKeys(text)).toEqual([])
      for (const at of keyOffsets(text).values()) expect(text[at]).toBe('"')
    }),
  )
})

test('a key written twice is found at its second place', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), (object) => {
      const key = JSON.stringify(Object.keys(object)[0])
      const text = `${JSON.stringify(object).slice(0, -1)},${key}:0}`
      expect(duplicateKeys(text)).toMatchObject([{ at: text.lastIndexOf(`${key}:0}`) }])
    }),
  )
})
