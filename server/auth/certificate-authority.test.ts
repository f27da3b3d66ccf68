import 'reflect-metadata'
import { webcrypto, X509Certificate } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import type { TLSSocket } from 'node:tls'
import { PemConverter, Pkcs10CertificateRequestGenerator } from '@peculiar/x509'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '#domain/clock.ts'
import { type CertificateAuthority, createCertificateAuthority } from './certificate-authority.ts'
import { CURVE, openKeys } from './keys.ts'

let folder: string
let authority: CertificateAuthority
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'hemisphere-ca-'))
  authority = await createCertificateAuthority(await openKeys(folder), systemClock)
})
afterAll(() => rm(folder, { recursive: true }))

const requestOf = async (name: string) => {
  const keys = (await webcrypto.subtle.generateKey(CURVE, true, ['sign', 'verify'])) as CryptoKeyPair
  const csr = await Pkcs10CertificateRequestGenerator.create({ name, keys, signingAlgorithm: CURVE }, webcrypto as Crypto)
  return {
    csr: csr.toString('pem'),
    key: PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY'),
  }
}

test('a host and an API server prove themselves to each other over TLS', async () => {
  const server = await authority.issueServerCertificate({ dnsNames: ['localhost'], ips: ['127.0.0.1'] })
  const { csr, key } = await requestOf('CN=somebody else')
  const host = await authority.signHostRequest(csr, {
    commonName: 'system:node:esx-01.lab.local',
    organizations: ['system:nodes', 'hemisphere:host:host-7'],
  })
  const options = {
    key: server.privateKey,
    cert: server.certificate,
    ca: authority.certificate,
    requestCert: true,
    rejectUnauthorized: true,
  }
  const listener = https.createServer(options, (request, response) => {
    const { subject, serialNumber } = (request.socket as TLSSocket).getPeerCertificate()
    response.end(JSON.stringify({ subject, serial: serialNumber.toLowerCase() }))
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const { port } = listener.address() as AddressInfo
  const body = await new Promise<string>((resolve, reject) => {
    https
      .get({ host: '127.0.0.1', port, ca: authority.certificate, cert: host.certificate, key }, (response) => {
        let text = ''
        response.on('data', (chunk) => (text += chunk)).on('end', () => resolve(text))
      })
      .on('error', reject)
  })
  listener.close()
  // The subject is what the authority decided, not what the request asked for.
  expect(JSON.parse(body)).toEqual({
    subject: { CN: 'system:node:esx-01.lab.local', O: ['system:nodes', 'hemisphere:host:host-7'] },
    serial: host.serial,
  })
})

test('certificates are good for a year and carry what they are for', async () => {
  const { certificate } = await authority.issueServerCertificate({ dnsNames: ['vc.lab.local'], ips: ['10.0.0.4'] })
  const read = new X509Certificate(certificate)
  expect(read.subjectAltName).toBe('DNS:vc.lab.local, IP Address:10.0.0.4')
  expect(read.ca).toBe(false)
  expect(Math.round((Date.parse(read.validTo) - Date.now()) / 86_400_000)).toBe(365)
  expect(read.verify(new X509Certificate(authority.certificate).publicKey)).toBe(true)
})

test.each([
  ['text', 'hello'],
  ['nothing', ''],
  ['a certificate', 'own'],
])('%s is not taken for a request', async (_, csr) => {
  const input = csr === 'own' ? authority.certificate : csr
  await expect(authority.signHostRequest(input, { commonName: 'x', organizations: [] })).rejects.toMatchObject({
    reason: 'BadRequest',
  })
})
