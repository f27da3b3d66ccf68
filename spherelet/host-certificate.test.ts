import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { StatusError } from '#domain/errors.ts'
import { fakeClock } from '#domain/testing/fake-clock.ts'
import { HostCertificate, type HostCertificateOptions } from './host-certificate.ts'
import { type HostIdentity, lifeOf, readIdentity, saveIdentity } from './identity.ts'
import { joinOnce } from './join.ts'
import { createKeyRing } from './key-ring.ts'
import { simulatedHost } from './simulated-hosts.ts'
import { makeIdentity } from './testing/make-identity.ts'

const DAY = 86_400_000
const hardware = simulatedHost(1, 1, new Date('2026-11-23T08:00:00Z'))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'host-certificate-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A host's certificate over an API that signs whatever it is asked, or refuses; `presented` are the identities gone over to. */
const open = async (identity: HostIdentity) => {
  const clock = fakeClock()
  const asked: string[] = []
  const presented: unknown[] = []
  const logged: string[] = []
  const api = { refuses: false }
  const keys = createKeyRing({ identities: [identity], folder })
  const client = {
    send: async (method: string, target: string) => {
      asked.push(`${method} ${target}`)
      if (api.refuses) throw new StatusError('Forbidden', 'Host "esx-01" is disconnected')
      const { certificate, authority } = await makeIdentity({ from: clock.now().toISOString(), serial: '42' })
      return { hostId: 'host-1', certificate, authority }
    },
    present: (shown: unknown) => presented.push(shown),
  } as unknown as HostCertificateOptions['client']
  const log = (message: string, error?: unknown) => logged.push(error ? `${message}: ${(error as Error).message}` : message)
  const certificate = new HostCertificate({ name: 'esx-01', identity, client, keys, clock, folder, log })
  return { certificate, clock, asked, presented, logged, api, keys, client }
}

test.each([
  ['0000', 70],
  ['8000', 80],
  ['ffff', 90],
])('a certificate whose serial ends in %s is renewed on day %s of 100', async (end, day) => {
  const { from, renewAt, until } = lifeOf(await makeIdentity({ serial: `40000000${end}` }))
  expect(until.getTime() - from.getTime()).toBe(100 * DAY)
  expect(Math.round((renewAt.getTime() - from.getTime()) / DAY)).toBe(day)
})

test('a host renews its certificate once it is time, keeps the new one, and goes over to it', async () => {
  const before = await makeIdentity()
  const { certificate, clock, asked, presented } = await open(before)
  clock.advance(70 * DAY)
  await certificate.keep()
  expect([asked, presented]).toEqual([[], []])
  clock.advance(5 * DAY)
  await certificate.keep()
  expect(asked).toEqual(['POST /hosts/self/certificate'])
  expect(certificate.identity.hostId).toBe(before.hostId)
  expect(certificate.identity.key).not.toBe(before.key)
  expect(readIdentity(folder)).toEqual(certificate.identity)
  expect(presented).toEqual([certificate.identity])
  await certificate.keep()
  expect(asked).toHaveLength(1)
})

test('a renewal that is refused is told, and tried again ten minutes later with the certificate there is', async () => {
  const before = await makeIdentity()
  const { certificate, clock, asked, presented, logged, api } = await open(before)
  clock.advance(75 * DAY)
  api.refuses = true
  await certificate.keep()
  await certificate.keep()
  expect(asked).toHaveLength(1)
  expect(certificate.identity).toEqual(before)
  expect(logged).toEqual([
    'esx-01: could not renew its certificate, which is good until 2027-03-03T08:00:00.000Z: Host "esx-01" is disconnected',
  ])
  clock.advance(10 * 60_000)
  await certificate.keep()
  expect(asked).toHaveLength(2)
  expect(presented).toEqual([])
})

test('a certificate that was not renewed in time says what a person has to do', async () => {
  const { certificate, clock } = await open(await makeIdentity())
  clock.advance(100 * DAY - 1)
  expect(certificate.problem).toBeUndefined()
  clock.advance(1)
  expect(certificate.problem).toContain(
    'esx-01: its certificate expired at 2027-03-03T08:00:00.000Z and can no longer be renewed.',
  )
  expect(certificate.problem).toContain('Create a join token on its cluster (Add hosts)')
})

test('a host whose certificate expired while it was away joins again; one whose certificate is good does not', async () => {
  const { clock, asked, keys, client } = await open(await makeIdentity())
  const known = await makeIdentity()
  saveIdentity(folder, known)
  const join = () => joinOnce({ client, token: 'token', hardware, keys, clock, folder })
  expect(await join()).toEqual(known)
  expect(asked).toEqual([])
  clock.advance(100 * DAY)
  expect(await join()).not.toEqual(known)
  expect(asked).toEqual(['POST /hosts/join'])
})

test('the hosts of a process go over to the same next key, and go on with the newest one after a restart', async () => {
  const ring = createKeyRing({ folder })
  const first = await ring.current()
  const next = await Promise.all([ring.next(first), ring.next(first), ring.next('a key of its own')])
  expect(new Set(next).size).toBe(1)
  expect(next[0]).not.toBe(first)
  // Ended before the answer to a join was heard: who asks again with the same key is the same host.
  expect(await createKeyRing({ folder }).current()).toBe(next[0])
  const old = await makeIdentity({ key: first })
  const renewed = await makeIdentity({ key: next[0] ?? '', from: '2027-02-01T00:00:00Z' })
  expect(await createKeyRing({ identities: [old, renewed, old], folder }).current()).toBe(next[0])
})
