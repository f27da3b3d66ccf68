import 'reflect-metadata'
import { createPrivateKey, createPublicKey, webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import { createKey, type HostIdentity } from '../identity.ts'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** What a host proves itself with, signed by itself; good for 100 days from 2026-11-23 and to be renewed on the 71st unless the test says otherwise. */
export const makeIdentity = async ({
  key,
  from = '2026-11-23T08:00:00Z',
  days = 100,
  serial = '400000000000000000000000000011ff',
}: {
  key?: string
  from?: string
  days?: number
  serial?: string
} = {}): Promise<HostIdentity> => {
  const crypto = webcrypto as unknown as Crypto
  const own = key ?? (await createKey())
  const privateKey = createPrivateKey(own)
  const pkcs8 = new Uint8Array(privateKey.export({ type: 'pkcs8', format: 'der' }))
  const spki = new Uint8Array(createPublicKey(privateKey).export({ type: 'spki', format: 'der' }))
  const notBefore = new Date(from)
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: serial,
      name: 'CN=system:node:esx-01.lab,O=system:nodes',
      notBefore,
      notAfter: new Date(notBefore.getTime() + days * 86_400_000),
      keys: {
        privateKey: await crypto.subtle.importKey('pkcs8', pkcs8, ALGORITHM, false, ['sign']),
        publicKey: await crypto.subtle.importKey('spki', spki, ALGORITHM, true, ['verify']),
      },
      signingAlgorithm: ALGORITHM,
    },
    crypto,
  )
  const pem = certificate.toString('pem')
  return { hostId: 'host-1', key: own, certificate: pem, authority: pem }
}
