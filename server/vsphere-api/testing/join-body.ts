import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509'
import type { HostHardware } from '#domain/vsphere/host.ts'
import { CURVE } from '#server/auth/keys.ts'

const hardware = (name: string): HostHardware => ({
  name,
  address: '10.0.0.21',
  vendor: 'Hemisphere',
  model: 'Simulated Host',
  cpuModel: 'test',
  cpuCores: 16,
  cpuMhzPerCore: 2600,
  memoryBytes: 137_438_953_472,
  version: '0.1.0',
  runtime: 'simulated',
  bootedAt: '2026-01-01T00:00:00Z',
})

/** A certificate request for a new key. */
export const newCsr = async (): Promise<string> => {
  const keys = (await webcrypto.subtle.generateKey(CURVE, true, ['sign', 'verify'])) as CryptoKeyPair
  const csr = await Pkcs10CertificateRequestGenerator.create({ name: 'CN=x', keys, signingAlgorithm: CURVE }, webcrypto as Crypto)
  return csr.toString('pem')
}

/** What an agent sends to join, with a good request unless the test gives another. */
export const joinBody = async (token: string, { name = 'esx-99.lab.local', csr }: { name?: string; csr?: string } = {}) => ({
  token,
  hardware: hardware(name),
  csr: csr ?? (await newCsr()),
})
