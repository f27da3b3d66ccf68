import { expect, test } from 'vitest'
import { concerns, parseSsoName, ssoName } from './sso-subject.ts'

test.each([
  ['sso:alice@vsphere.local', { subject: 'alice', domain: 'vsphere.local' }],
  ['alice@corp@vsphere.local', { subject: 'alice@corp', domain: 'vsphere.local' }],
  ['system:node:esx-01', undefined],
  ['alice', undefined],
])('%s', (name, expected) => {
  expect(parseSsoName(name)).toEqual(expected)
  if (expected && name.startsWith('sso:')) expect(ssoName(expected)).toBe(name)
})

const user = { name: 'sso:Alice@vsphere.local', groups: ['sso:devs@vsphere.local', 'system:authenticated'] }

test.each([
  ['USER', 'alice', 'VSPHERE.LOCAL', true],
  ['USER', 'alice', 'other', false],
  ['GROUP', 'Devs', 'vsphere.local', true],
  ['USER', 'devs', 'vsphere.local', false],
  ['GROUP', 'alice', 'vsphere.local', false],
] as const)('a rule about %s %s@%s concerns her: %s', (subjectType, subject, domain, expected) =>
  expect(concerns({ subjectType, subject, domain }, user)).toBe(expected),
)
