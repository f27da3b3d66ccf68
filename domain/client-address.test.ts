import { expect, test } from 'vitest'
import { clientAddress } from './client-address.ts'

test.each([
  ['nobody in front', '203.0.113.9', undefined, 0, '203.0.113.9'],
  ['a stranger names another address', '203.0.113.9', '198.51.100.1', 0, '203.0.113.9'],
  ['one proxy', '10.0.0.1', '203.0.113.9', 1, '203.0.113.9'],
  ['one proxy, and a stranger who names another address', '10.0.0.1', '198.51.100.1, 203.0.113.9', 1, '203.0.113.9'],
  ['two proxies', '10.0.0.1', '198.51.100.1, 203.0.113.9, 10.0.0.2', 2, '203.0.113.9'],
  ['asked past the proxy', '203.0.113.9', undefined, 1, '203.0.113.9'],
  ['fewer hops than proxies', '10.0.0.1', '203.0.113.9', 3, '203.0.113.9'],
  ['a proxy that appends ports', '10.0.0.1', '203.0.113.9:51234', 1, '203.0.113.9'],
  ['an IPv6 client', '10.0.0.1', '[2001:db8::9]:51234', 1, '2001:db8::9'],
  ['an IPv6 client without brackets', '10.0.0.1', '2001:db8::9', 1, '2001:db8::9'],
  ['an IPv4 client of a dual-stack socket', '::ffff:203.0.113.9', undefined, 0, '203.0.113.9'],
  ['the same, seen by a proxy', '::ffff:10.0.0.1', '::ffff:203.0.113.9', 1, '203.0.113.9'],
  ['text that is no address', '10.0.0.1', 'unknown', 1, '10.0.0.1'],
  ['text that is no address, before one', '10.0.0.1', '<script>, 203.0.113.9', 2, '203.0.113.9'],
  ['an address with a tail', '10.0.0.1', '203.0.113.9 and more', 1, '10.0.0.1'],
  ['an empty header', '10.0.0.1', '', 1, '10.0.0.1'],
  ['a connection that is gone', undefined, undefined, 0, 'unknown'],
])('%s', (_what, peer, forwardedFor, proxies, expected) => {
  expect(clientAddress(peer, forwardedFor, proxies)).toBe(expected)
})
