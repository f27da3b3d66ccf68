import { expect, test } from 'vitest'
import { bannerText, covers, type Failure } from './field-problems.ts'

test.each([
  ['name', 'name', true],
  ['managementNetwork.dnsServers', 'managementNetwork.dnsServers.1', true],
  ['pools.1.cidr', 'pools.10.cidr', false],
  ['name', 'names', false],
  ['limits.cpuMhz', 'limits', false],
])('the control for %s shows a problem at %s: %s', (path, field, shown) => expect(covers(path, field)).toBe(shown))

const name = { field: 'name', message: 'must not be empty' }
const access = { field: 'access', message: 'pat is named twice' }

test.each<[string, Failure, string[], string | undefined]>([
  ['no field is named: the sentence', { error: 'The server can’t be reached.' }, ['name'], 'The server can’t be reached.'],
  ['the only field says it itself', { error: 'Namespace "" is invalid', fields: [name] }, ['name'], undefined],
  [
    'no named field is there: the sentence',
    { error: 'Namespace "" is invalid', fields: [access] },
    ['name'],
    'Namespace "" is invalid',
  ],
  ['only what has no field', { error: 'x', fields: [name, access] }, ['name'], 'access: pat is named twice'],
  ['nothing to say', { error: '' }, [], undefined],
])('%s', (_what, failure, shown, text) => expect(bannerText(failure, new Set(shown))).toBe(text))
