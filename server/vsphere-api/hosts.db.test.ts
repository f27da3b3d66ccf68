import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Connection } from './route.ts'
import { joinBody } from './testing/join-body.ts'
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
  const agentOf = (certificate: string): Connection => {
    const { subject } = new X509Certificate(certificate).toLegacyObject() as unknown as { subject: { CN: string; O: string[] } }
    return { address: '10.0.0.21', certificate: { commonName: subject.CN, organizations: subject.O } }
  }

  test('a host joins with a token and gets a certificate that says which host it is', async () => {
    const { answer } = await joinHost('esx-01.lab.local')
    expect(answer.status).toBe(200)
    const { hostId, certificate } = answer.body
    expect(answer.body.authority).toBe(api.authority.certificate)
    const read = new X509Certificate(certificate)
    expect(read.subjectAltName).toBe('DNS:esx-01.lab.local, IP Address:10.0.0.21')
    expect(agentOf(certificate).certificate).toEqual({
      commonName: 'system:node:esx-01.lab.local',
      organizations: ['system:nodes', `hemisphere:host:${hostId}`],
    })
    const row = await api.store.inventory.read.host.findUnique({ where: { id: hostId } })
    expect(row?.certificateSerial).toBe(read.serialNumber.toLowerCase())
  })

  test("a request that can't be signed does not use up the token; a used one is refused", async () => {
    const { token, answer } = await joinHost('esx-02.lab.local', { csr: 'nonsense' })
    expect(answer).toMatchObject({ status: 400, body: { error_type: 'INVALID_ARGUMENT' } })
    expect((await joinHost('esx-02.lab.local', { token })).answer.status).toBe(200)
    expect((await joinHost('esx-03.lab.local', { token })).answer.status).toBe(401)
  })

  test.each([['vc.lab.local'], ['Not A Name'], ['localhost']])('a host may not be called %s', async (name) => {
    expect((await joinHost(name)).answer).toMatchObject({ status: 400, body: { error_type: 'INVALID_ARGUMENT' } })
  })

  test('nothing but joining works without a client certificate', async () => {
    const nobody: Connection = { address: '10.0.0.21' }
    const stranger: Connection = {
      address: '10.0.0.21',
      certificate: { commonName: 'system:node:esx-01', organizations: ['system:nodes'] },
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
    expect((await api.call('GET', '/hosts/self?wait=30', { connection })).status).toBe(404)
    expect((await api.call('POST', '/hosts/heartbeat', { connection, body: { hosts: [hostId] } })).status).toBe(404)
  })
})
