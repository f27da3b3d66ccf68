import { expect, test } from 'vitest'
import { contentSecurityPolicy } from './content-security-policy.ts'

const directives = (policy: string) =>
  Object.fromEntries(policy.split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1)]))

test('scripts need the nonce of their request, and no other page may frame ours', () => {
  const policy = directives(contentSecurityPolicy('abc', { dev: false }))
  expect(policy['script-src']).toEqual(["'self'", "'nonce-abc'"])
  expect(policy['frame-ancestors']).toEqual(["'none'"])
  expect(policy['object-src']).toEqual(["'none'"])
  expect(policy['base-uri']).toEqual(["'none'"])
  expect(policy['connect-src']).toEqual(["'self'"])
})

test('only the development server may evaluate code', () => {
  expect(contentSecurityPolicy('abc', { dev: true })).toContain("'unsafe-eval'")
  expect(contentSecurityPolicy('abc', { dev: false })).not.toContain('unsafe-eval')
})
