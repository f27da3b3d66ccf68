import { expect, test } from 'vitest'
import { isSameOrigin } from './same-origin.ts'

test.each([
  ['our own page', { 'sec-fetch-site': 'same-origin' }, true],
  ['typed into the address bar', { 'sec-fetch-site': 'none' }, true],
  ['another site', { 'sec-fetch-site': 'cross-site', origin: 'http://here:3000', host: 'here:3000' }, false],
  ['another port of this machine', { 'sec-fetch-site': 'same-site' }, false],
  ['an older browser, own page', { origin: 'http://here:3000', host: 'here:3000' }, true],
  ['an older browser, another site', { origin: 'http://evil.example', host: 'here:3000' }, false],
  ['through a proxy', { origin: 'https://vc.example', host: '10.0.0.1:3000', 'x-forwarded-host': 'vc.example' }, true],
  ['a hidden origin', { origin: 'null', host: 'here:3000' }, false],
  ['no word about it', { host: 'here:3000' }, false],
])('%s', (_what, headers, expected) => {
  expect(isSameOrigin(new Headers(headers as Record<string, string>))).toBe(expected)
})
