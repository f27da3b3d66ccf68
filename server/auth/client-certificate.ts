import { createHash, createPublicKey, type KeyObject } from 'node:crypto'

/** What a client certificate that our authority signed says of who presents it. */
export interface ClientCertificate {
  commonName: string
  organizations: string[]
  /** Lower-case hex. */
  serial: string
  /** Of the key that the connection proved to hold. */
  keyThumbprint: string
  expiresAt: Date
}

/** What is kept of a public key (or of one as a certificate request has it, SPKI in DER): SHA-256 of its DER form, as hex. */
export const keyThumbprint = (key: KeyObject | ArrayBuffer): string => {
  const read = key instanceof ArrayBuffer ? createPublicKey({ key: Buffer.from(key), format: 'der', type: 'spki' }) : key
  return createHash('sha256')
    .update(read.export({ type: 'spki', format: 'der' }))
    .digest('hex')
}

/** What a host is told whose certificate is too old to be renewed. */
export const CERTIFICATE_EXPIRED =
  'The certificate of this host has expired and can no longer be renewed. Create a join token on its cluster (Add hosts) and let the host join again with it; it keeps its place in the inventory.'
