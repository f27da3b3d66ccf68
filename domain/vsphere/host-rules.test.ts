import { expect, test } from 'vitest'
import type { HostConnection, Maintenance, SphereletStatus } from './host.ts'
import { sphereletNow, takesPods } from './host-rules.ts'

test.each<[SphereletStatus, HostConnection, SphereletStatus, string]>([
  ['READY', 'CONNECTED', 'READY', 'said'],
  ['READY', 'NOT_RESPONDING', 'NOT_READY', 'The host has not been heard from for 40 seconds'],
  ['READY', 'DISCONNECTED', 'NOT_READY', 'The host is disconnected'],
  ['ERROR', 'NOT_RESPONDING', 'ERROR', 'said'],
  ['REMOVING', 'DISCONNECTED', 'REMOVING', 'said'],
])('a Spherelet that said %s on a host that is %s is %s: %s', (state, connection, now, message) => {
  expect(sphereletNow({ state, message: 'said', version: '1' }, connection)).toEqual({ state: now, message, version: '1' })
})

test.each<[HostConnection, Maintenance, SphereletStatus | undefined, boolean]>([
  ['CONNECTED', 'NONE', 'READY', true],
  ['NOT_RESPONDING', 'NONE', 'READY', false],
  ['CONNECTED', 'ENTERING', 'READY', false],
  ['CONNECTED', 'NONE', 'CONFIGURING', false],
  ['CONNECTED', 'NONE', undefined, false],
])('%s, maintenance %s, Spherelet %s: takes pods %s', (connection, maintenance, spherelet, takes) => {
  expect(takesPods(connection, maintenance, spherelet)).toBe(takes)
})
