import { expect, test } from 'vitest'
import { returnPath } from './return-path.ts'

test.each([
  ['/inventory/host/host-1/summary?q=a', '/inventory/host/host-1/summary?q=a'],
  ['https://evil.example', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/.//evil.example', '/'],
  ['/login', '/'],
  [null, '/'],
])('%s leads to %s', (wanted, path) => {
  expect(returnPath(wanted)).toBe(path)
})
