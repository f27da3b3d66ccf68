import 'reflect-metadata'
import { createPrivateKey, createPublicKey, webcrypto, X509Certificate } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import * as x509 from '@peculiar/x509'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const crypto = webcrypto as unknown as Crypto

/** What a host proves itself with. PEM texts. */
export interface HostIdentity {
  hostId: string
  key: string
  certificate: string
  authority: string
}

/** A fresh private key; it never leaves the host. */
export const createKey = async (): Promise<string> => {
  const { privateKey } = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  return x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', privateKey), 'PRIVATE KEY')
}

/** The request to sign a certificate for this key. */
export const createRequest = async (key: string, commonName: string): Promise<string> => {
  const privateKey = createPrivateKey(key)
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' })
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  const keys = {
    privateKey: await crypto.subtle.importKey('pkcs8', new Uint8Array(pkcs8), ALGORITHM, false, ['sign']),
    publicKey: await crypto.subtle.importKey('spki', new Uint8Array(spki), ALGORITHM, true, ['verify']),
  }
  const name = `CN=${commonName},O=system:nodes`
  return (await x509.Pkcs10CertificateRequestGenerator.create({ name, keys, signingAlgorithm: ALGORITHM }, crypto)).toString(
    'pem',
  )
}

/** When a certificate was signed, when it is over, and when it is to be renewed. */
export interface CertificateLife {
  from: Date
  renewAt: Date
  until: Date
}

/**
 * Renewed when 70 to 90 % of the time is over, as kubelet does: https://kubernetes.io/docs/reference/access-authn-authz/kubelet-tls-bootstrapping/#certificate-rotation.
 * Where in between is in the serial, so that it stays the same and hosts that joined together are spread.
 */
export const lifeOf = ({ certificate }: Pick<HostIdentity, 'certificate'>): CertificateLife => {
  const { validFrom, validTo, serialNumber } = new X509Certificate(certificate)
  const [from, until] = [Date.parse(validFrom), Date.parse(validTo)]
  const place = Number.parseInt(serialNumber.slice(-4), 16) / 0x10000
  return { from: new Date(from), renewAt: new Date(from + (until - from) * (0.7 + 0.2 * place)), until: new Date(until) }
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
