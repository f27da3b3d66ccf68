import { expect, test } from 'vitest'
import { goJsonError } from './json-error.ts'

test.each([
  ['{bad', "invalid character 'b' looking for beginning of object key string"],
  ['x', "invalid character 'x' looking for beginning of value"],
  ['{"a" 1}', "invalid character '1' after object key"],
  ['{"a":1 "b":2}', `invalid character '"' after object key:value pair`],
  ['[1 2]', "invalid character '2' after array element"],
  ['{} x', "invalid character 'x' after top-level value"],
  ['{"a":', 'unexpected end of JSON input'],
  ['', 'unexpected end of JSON input'],
])('%s', (text, expected) => {
  let error: unknown
  try {
    JSON.parse(text)
  } catch (thrown) {
    error = thrown
  }
  expect(goJsonError(text, error)).toBe(expected)
})
