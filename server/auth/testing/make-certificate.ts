import { X509Certificate } from 'node:crypto'
import { type ClientCertificate, keyThumbprint } from '../client-certificate.ts'

/** A client certificate as a connection shows it, good until long after the test, for a key that no host holds. */
export const makeCertificate = (over: Partial<ClientCertificate> = {}): ClientCertificate => ({
  commonName: 'alice',
  organizations: [],
  serial: '40',
  keyThumbprint: 'a key that no host holds',
  expiresAt: new Date('2999-01-01T00:00:00Z'),
  ...over,
})

/** What the connection of whoever presents this certificate (PEM) says of them. */
export const shownCertificate = (pem: string): ClientCertificate => {
  const read = new X509Certificate(pem)
  const { subject } = read.toLegacyObject() as unknown as { subject: { CN: string; O: string | string[] } }
  return {
    commonName: subject.CN,
    organizations: [subject.O].flat(),
    serial: read.serialNumber.toLowerCase(),
    keyThumbprint: keyThumbprint(read.publicKey),
    expiresAt: new Date(read.validTo),
  }
}
