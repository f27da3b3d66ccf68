import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ClientCertificate } from '#server/auth/client-certificate.ts'
import { makeCertificate, shownCertificate } from '#server/auth/testing/make-certificate.ts'
import type { Connection } from './route.ts'
import { joinBody, newCsr } from './testing/join-body.ts'
import { openVsphereApi, type TestVsphereApi } from './testing/open-vsphere-api.ts'

let api: TestVsphereApi
beforeAll(async () => {
  api = await openVsphereApi()
})
afterAll(() => api.close())

describe('host agents', () => {
  const joinHost = async (name: string, input: { token?: string; csr?: string } = {}) => {
    const token = input.token ?? (await api.inventory.as(api.admin).createJoinToken(api.clusterId, { uses: 1 })).token
    const body = await joinBody(token, { name, csr: input.csr })
    return { token, answer: await api.call('POST', '/hosts/join', { body, connection: { address: '10.0.0.21' } }) }
  }
  const agentOf = (certificate: string): Connection => ({ address: '10.0.0.21', certificate: shownCertificate(certificate) })
  /** A host that has joined, with its connection. */
  const joined = async (name: string, csr?: string) => {
    const { hostId, certificate } = (await joinHost(name, csr ? { csr } : {})).answer.body
    return { hostId: hostId as string, connection: agentOf(certificate) }
  }
  const rowOf = (id: string) => api.store.inventory.read.host.findUniqueOrThrow({ where: { id } })
  const silence = (...ids: string[]) =>
    api.store.inventory.write(({ db }) => db.host.updateMany({ where: { id: { in: ids } }, data: { lastSeenAt: new Date(0) } }))
  const seenOf = async (id: string) => (await rowOf(id)).lastSeenAt?.getTime() ?? 0
  const messageOf = (answer: { body: { messages: { default_message: string }[] } }) => answer.body.messages[0]?.default_message

  test('a host joins with a token and gets a certificate that says which host it is', async () => {
    const { answer } = await joinHost('esx-01.lab.local')
    expect(answer.status).toBe(200)
    const { hostId, certificate } = answer.body
    expect(answer.body.authority).toBe(api.authority.certificate)
    const read = new X509Certificate(certificate)
    expect(read.subjectAltName).toBe('DNS:esx-01.lab.local, IP Address:10.0.0.21')
    expect(agentOf(certificate).certificate).toMatchObject({
      commonName: 'system:node:esx-01.lab.local',
      organizations: ['system:nodes', `hemisphere:host:${hostId}`],
    })
    const row = await api.store.inventory.read.host.findUnique({ where: { id: hostId } })
    expect(row?.certificateSerial).toBe(read.serialNumber.toLowerCase())
  })

  test('a host beside the API joins and renews, but gets no certificate for the address of the API', async () => {
    const { token } = await api.inventory.as(api.admin).createJoinToken(api.clusterId)
    const address = '127.0.0.1'
    const body = await joinBody(token, { name: 'esx-00.lab.local' })
    const { certificate } = (await api.call('POST', '/hosts/join', { body, connection: { address } })).body
    expect(new X509Certificate(certificate).subjectAltName).toBe('DNS:esx-00.lab.local')
    const renewal = { body: { csr: await newCsr() }, connection: { address, certificate: shownCertificate(certificate) } }
    const next = (await api.call('POST', '/hosts/self/certificate', renewal)).body
    expect(new X509Certificate(next.certificate).subjectAltName).toBe('DNS:esx-00.lab.local')
  })

  test("a request that can't be signed does not use up the token; a used one is refused", async () => {
    const { token, answer } = await joinHost('esx-02.lab.local', { csr: 'nonsense' })
    expect(answer).toMatchObject({ status: 400, body: { error_type: 'INVALID_ARGUMENT' } })
    expect((await joinHost('esx-02.lab.local', { token })).answer.status).toBe(200)
    expect((await joinHost('esx-03.lab.local', { token })).answer.status).toBe(401)
  })

  test.each([['vc.lab.local'], ['api.example.test'], ['Not A Name'], ['localhost']])(
    'a host may not be called %s',
    async (name) => {
      expect((await joinHost(name)).answer).toMatchObject({ status: 400, body: { error_type: 'INVALID_ARGUMENT' } })
    },
  )

  test('nothing but joining works without a client certificate', async () => {
    const nobody: Connection = { address: '10.0.0.21' }
    const stranger: Connection = {
      address: '10.0.0.21',
      certificate: makeCertificate({ commonName: 'system:node:esx-01', organizations: ['system:nodes'] }),
    }
    for (const connection of [nobody, stranger]) {
      expect((await api.call('GET', '/hosts/self', { connection })).status).toBe(401)
      expect((await api.call('POST', '/hosts/self/spherelet', { connection, body: { state: 'READY' } })).status).toBe(401)
      expect((await api.call('POST', '/hosts/heartbeat', { connection, body: { hosts: [] } })).status).toBe(401)
    }
  })

  test('an agent hears of a change as soon as it happens, and of none when its time is up', async () => {
    const { answer } = await joinHost('esx-04.lab.local')
    const { hostId, certificate } = answer.body
    const connection = agentOf(certificate)
    const first = await api.call('GET', '/hosts/self?wait=30', { connection })
    expect(first.body).toMatchObject({ hostId, connection: 'CONNECTED' })
    const unchanged = await api.call('GET', `/hosts/self?wait=0.05&revision=${first.body.revision}`, { connection })
    expect(unchanged.body).toEqual(first.body)

    const waiting = api.call('GET', `/hosts/self?wait=30&revision=${first.body.revision}`, { connection })
    await api.inventory.as(api.admin).disconnectHost(hostId)
    const changed = await waiting
    expect(changed.body).toMatchObject({ hostId, connection: 'DISCONNECTED' })
    expect(changed.body.revision).not.toBe(first.body.revision)
  }, 20_000)

  test('heartbeats mark hosts as heard from and carry what they use; reports reach the Spherelet', async () => {
    const { answer } = await joinHost('esx-05.lab.local')
    const { hostId, certificate } = answer.body
    const connection = agentOf(certificate)
    await api.store.inventory.write(async ({ db }) => {
      await db.host.update({ where: { id: hostId }, data: { lastSeenAt: new Date(0) } })
      await db.spherelet.create({ data: { hostId, supervisorId: 'sup' } })
    })
    const usage = [{ hostId, cpuMhz: 1200, memoryBytes: 4e9 }]
    expect((await api.call('POST', '/hosts/heartbeat', { connection, body: { hosts: [hostId], usage } })).status).toBe(204)
    expect(
      (await api.call('POST', '/hosts/self/spherelet', { connection, body: { state: 'READY', message: '', version: '0.1.0' } }))
        .status,
    ).toBe(204)
    expect((await api.call('POST', '/hosts/self/spherelet', { connection, body: { state: 'FINE' } })).status).toBe(400)
    const row = await api.store.inventory.read.host.findUnique({ where: { id: hostId }, include: { spherelet: true } })
    expect(row?.lastSeenAt?.getTime()).toBeGreaterThan(0)
    expect(row?.spherelet).toMatchObject({ state: 'READY', version: '0.1.0' })
    expect(await api.store.inventory.read.metricSample.count({ where: { targetId: hostId } })).toBe(2)
  })

  test('the certificate of a removed host is good for nothing', async () => {
    const { answer } = await joinHost('esx-06.lab.local')
    const { hostId, certificate } = answer.body
    await api.inventory.as(api.admin).disconnectHost(hostId)
    await api.inventory.as(api.admin).removeHost(hostId)
    const connection = agentOf(certificate)
    expect((await api.call('GET', '/hosts/self?wait=30', { connection })).status).toBe(401)
    expect((await api.call('POST', '/hosts/heartbeat', { connection, body: { hosts: [hostId] } })).status).toBe(401)
    const renewal = await api.call('POST', '/hosts/self/certificate', { connection, body: { csr: await newCsr() } })
    expect(renewal.status).toBe(401)
    expect(messageOf(renewal)).toContain(`Host ${hostId} is not in the inventory any more`)
  })

  test('one heartbeat speaks for the hosts that hold its key, and for no other', async () => {
    const csr = await newCsr()
    const [first, second] = [await joined('esx-11.lab.local', csr), await joined('esx-12.lab.local', csr)]
    const other = await joined('esx-13.lab.local')
    await silence(first.hostId, second.hostId, other.hostId)
    const usage = (...ids: string[]) => ids.map((hostId) => ({ hostId, cpuMhz: 1, memoryBytes: 1 }))
    const beat = (connection: Connection, ...hosts: string[]) =>
      api.call('POST', '/hosts/heartbeat', { connection, body: { hosts, usage: usage(...hosts) } })

    const mixed = await beat(first.connection, first.hostId, second.hostId, other.hostId, 'host-9999')
    expect(mixed).toMatchObject({ status: 200, body: { refused: [other.hostId, 'host-9999'] } })
    expect(mixed.body.message).toBe(
      `This certificate's key is not registered for ${other.hostId}, host-9999: a host is spoken for with the key it joined with`,
    )
    expect(await seenOf(first.hostId)).toBeGreaterThan(0)
    expect(await seenOf(second.hostId)).toBeGreaterThan(0)

    for (const liar of [first, second]) {
      const refused = await beat(liar.connection, other.hostId)
      expect(refused.status).toBe(403)
      expect(messageOf(refused)).toContain(`is not registered for ${other.hostId}`)
    }
    expect((await beat(other.connection, first.hostId)).status).toBe(403)
    const onlyUsage = { hosts: [], usage: usage(other.hostId) }
    expect((await api.call('POST', '/hosts/heartbeat', { connection: first.connection, body: onlyUsage })).status).toBe(403)
    expect(await seenOf(other.hostId)).toBe(0)
    expect(await api.store.inventory.read.metricSample.count({ where: { targetId: { in: [other.hostId, 'host-9999'] } } })).toBe(
      0,
    )
    expect((await beat(other.connection, other.hostId)).status).toBe(204)
  })

  test('a silent host is not brought back by the key of another', async () => {
    const [mine, silent] = [await joined('esx-14.lab.local'), await joined('esx-15.lab.local')]
    await api.store.inventory.write(({ db }) =>
      db.host.update({ where: { id: silent.hostId }, data: { connectionState: 'NOT_RESPONDING' } }),
    )
    const body = { hosts: [mine.hostId, silent.hostId] }
    expect((await api.call('POST', '/hosts/heartbeat', { connection: mine.connection, body })).body.refused).toEqual([
      silent.hostId,
    ])
    expect((await rowOf(silent.hostId)).connectionState).toBe('NOT_RESPONDING')
  })

  test('a host that joins again with a new key is not spoken for with the old one', async () => {
    const before = await joined('esx-16.lab.local')
    expect(messageOf((await joinHost('esx-16.lab.local')).answer)).toContain('is connected, and its agent holds another key')
    await silence(before.hostId)
    const after = await joined('esx-16.lab.local')
    expect(after.hostId).toBe(before.hostId)
    await api.store.feed.reached('inventory', await api.inventory.revision())
    for (const [method, path, body] of [
      ['GET', '/hosts/self', undefined],
      ['POST', '/hosts/self/spherelet', { state: 'READY' }],
      ['POST', '/hosts/heartbeat', { hosts: [after.hostId] }],
      ['POST', '/hosts/self/certificate', { csr: await newCsr() }],
    ] as const) {
      const refused = await api.call(method, path, { connection: before.connection, body })
      expect(refused.status).toBe(401)
      expect(messageOf(refused)).toContain('is registered with another key than the one of this certificate')
    }
    expect((await api.call('GET', '/hosts/self', { connection: after.connection })).status).toBe(200)
  })

  test('a host that joined before keys were kept is known by the certificate it got then, and gets a key when it renews', async () => {
    const { hostId, connection } = await joined('esx-17.lab.local')
    await api.store.inventory.write(({ db }) => db.host.update({ where: { id: hostId }, data: { keyThumbprint: null } }))
    const shown = connection.certificate as ClientCertificate
    const stolen = { ...connection, certificate: { ...shown, serial: '41', keyThumbprint: 'another' } }
    const body = { hosts: [hostId] }
    expect((await api.call('POST', '/hosts/heartbeat', { connection: stolen, body })).status).toBe(401)
    expect((await api.call('POST', '/hosts/heartbeat', { connection, body })).status).toBe(204)
    expect((await api.call('POST', '/hosts/self/certificate', { connection, body: { csr: await newCsr() } })).status).toBe(200)
    expect(await rowOf(hostId)).toMatchObject({
      keyThumbprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      previousKeyThumbprint: shown.keyThumbprint,
    })
  })

  describe('renew their certificate', () => {
    const renew = async (connection: Connection) =>
      api.call('POST', '/hosts/self/certificate', { connection, body: { csr: await newCsr() } })
    const status = async (connection: Connection) => (await api.call('GET', '/hosts/self', { connection })).status
    const beat = (connection: Connection, hostId: string) =>
      api.call('POST', '/hosts/heartbeat', { connection, body: { hosts: [hostId] } })

    test('with a key of their choice, and stay who they were', async () => {
      const { hostId, connection } = await joined('esx-20.lab.local')
      const answer = await renew(connection)
      expect(answer.status).toBe(200)
      expect(answer.body.authority).toBe(api.authority.certificate)
      const next = agentOf(answer.body.certificate)
      expect(next.certificate).toMatchObject({
        commonName: connection.certificate?.commonName,
        organizations: connection.certificate?.organizations,
      })
      expect(next.certificate?.keyThumbprint).not.toBe(connection.certificate?.keyThumbprint)
      expect(await rowOf(hostId)).toMatchObject({ certificateSerial: next.certificate?.serial })
      expect(await status(next)).toBe(200)
      expect((await api.inventory.as(api.admin).events({ targetId: hostId })).rows[0]?.type).toBe('host.certificateRenewed')
    })

    test('again when the answer was lost; the old key is good until the new one is heard from, and not after', async () => {
      const { hostId, connection } = await joined('esx-21.lab.local')
      await renew(connection)
      const next = agentOf((await renew(connection)).body.certificate)
      expect([await status(connection), await status(next)]).toEqual([200, 200])
      expect((await beat(connection, hostId)).status).toBe(204)
      expect((await beat(next, hostId)).status).toBe(204)
      await api.store.feed.reached('inventory', await api.inventory.revision())
      expect([await status(connection), await status(next)]).toEqual([401, 200])
      expect((await renew(connection)).status).toBe(401)
    })

    test('but not while they are disconnected, and not with a request that is none', async () => {
      const { hostId, connection } = await joined('esx-22.lab.local')
      expect((await api.call('POST', '/hosts/self/certificate', { connection, body: { csr: 'x' } })).status).toBe(400)
      await api.inventory.as(api.admin).disconnectHost(hostId)
      const refused = await renew(connection)
      expect(refused.status).toBe(403)
      expect(messageOf(refused)).toBe(
        'Host "esx-22.lab.local" is disconnected: its certificate is renewed once somebody has reconnected it',
      )
      expect(await rowOf(hostId)).toMatchObject({ keyThumbprint: connection.certificate?.keyThumbprint })
      await api.inventory.as(api.admin).reconnectHost(hostId)
      expect((await renew(connection)).status).toBe(200)
    })
  })
})
