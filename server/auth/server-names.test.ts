import { expect, test } from 'vitest'
import { serverNames } from './server-names.ts'

test('names and addresses, each once; what is neither is left out', () => {
  expect(serverNames(['b.test', '127.0.0.1', '[::1]', 'A.test', 'b.test', 'not a name', '-x.test', '*.test', ''])).toEqual({
    dnsNames: ['a.test', 'b.test'],
    ips: ['127.0.0.1', '::1'],
  })
})
