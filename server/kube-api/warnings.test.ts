import { expect, test } from 'vitest'
import { warningHeaders } from './warnings.ts'

test('each is said once, in quotes', () => {
  expect(warningHeaders(['unknown field "a"', 'b', 'unknown field "a"'])).toEqual(['299 - "unknown field \\"a\\""', '299 - "b"'])
})

test('any text is one that a header can carry, and a client reads it as UTF-8', () => {
  const headers = new Headers()
  for (const text of warningHeaders(['unknown field "日本\n\u0001\u007f\u0085ü"'])) headers.append('warning', text)
  const [, said] = /^299 - (".*")$/.exec(Buffer.from(headers.get('warning') ?? '', 'latin1').toString()) ?? []
  expect(JSON.parse(said ?? '')).toBe('unknown field "日本\n\u0001\u0085ü"')
})

test('no more is said than a client has room for', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => `unknown field "f${index}"`)
  const said = warningHeaders(many)
  expect(said.length).toBeGreaterThan(100)
  expect(said.join('').length).toBeLessThan(8 * 1024)
})
