import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import * as x509 from '@peculiar/x509'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** What a host proves itself with. PEM texts. */
export interface HostIdentity {
  hostId: string
  key: string
  certificate: string
  authority: string
}

/** A fresh key and the request to sign it; the key never leaves the host. */
export const createKeyAndRequest = async (commonName: string): Promise<{ key: string; csr: string }> => {
  const crypto = webcrypto as unknown as Crypto
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const request = await x509.Pkcs10CertificateRequestGenerator.create(
    { name: `CN=${commonName},O=system:nodes`, keys, signingAlgorithm: ALGORITHM },
    crypto,
  )
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
  return { key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'), csr: request.toString('pem') }
}

const fileOf = (folder: string) => path.join(folder, 'identity.json')

/** The identity of an earlier start, or undefined. */
export const readIdentity = (folder: string): HostIdentity | undefined => {
  try {
    return JSON.parse(readFileSync(fileOf(folder), 'utf8'))
  } catch {
    return undefined
  }
}

/** Keeps the identity for the next start, readable by us alone. */
export const saveIdentity = (folder: string, identity: HostIdentity): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = fileOf(folder)
  writeFileSync(`${file}.new`, JSON.stringify(identity), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
