import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type JsonName,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  Pkcs10CertificateRequest,
  type PublicKey,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'
import type { Clock } from '#domain/clock.ts'
import { badRequest } from '#domain/errors.ts'
import { keyThumbprint } from './client-certificate.ts'
import { CURVE, type Keys, randomSerial } from './keys.ts'
import type { ServerNames } from './server-names.ts'

/** Signs the certificates of API servers and hosts. All texts are PEM. */
export interface CertificateAuthority {
  /** The authority's own certificate, which clients trust. */
  readonly certificate: string
  /** A new key and a server certificate for these names, good for a year. */
  issueServerCertificate(names: ServerNames): Promise<{ certificate: string; privateKey: string }>
  /** A client certificate with a key of its own; for tools and tests that can't make a request. */
  issueClientCertificate(subject: CertificateSubject): Promise<{ certificate: string; privateKey: string; serial: string }>
  /**
   * Signs a host's request, for client and server use, good for a year. The subject is ours, never what the request asks for.
   * BadRequest when the request can't be read or is not signed by its own key.
   */
  signHostRequest(
    csr: string | CheckedRequest,
    subject: CertificateSubject & { serial?: string },
  ): Promise<{ certificate: string; serial: string }>
  /** The request, to be signed later; BadRequest for one that `signHostRequest` would refuse. */
  checkRequest(csr: string): Promise<CheckedRequest>
}

/** A request that was found to be signed by its own key. */
export interface CheckedRequest {
  publicKey: PublicKey
  keyThumbprint: string
}

/** Becomes a Kubernetes user: CN is the user name, O the groups. */
export interface CertificateSubject {
  commonName: string
  organizations: string[]
  dnsNames?: string[]
  ips?: string[]
}

const DAY = 24 * 60 * 60 * 1000
const VALID_DAYS = 365

/** The authority behind `keys`. https://kubernetes.io/docs/reference/access-authn-authz/authentication/#x509-client-certificates */
export const createCertificateAuthority = async (keys: Keys, clock: Clock): Promise<CertificateAuthority> => {
  const own = new X509Certificate(keys.authority.certificate)
  const [pkcs8] = PemConverter.decode(keys.authority.privateKey)
  if (!pkcs8) throw new Error('the key file holds no private key of the authority')
  const authorityKey = await AuthorityKeyIdentifierExtension.create(await own.publicKey.export(webcrypto as Crypto))
  const signingKey = (await webcrypto.subtle.importKey('pkcs8', pkcs8, CURVE, false, ['sign'])) as CryptoKey

  const sign = async (
    subject: CertificateSubject,
    publicKey: PublicKey | CryptoKey,
    usages: ExtendedKeyUsage[],
    serial: string,
  ) => {
    const now = clock.now().getTime()
    const names = [
      ...(subject.dnsNames ?? []).map((value) => ({ type: 'dns' as const, value })),
      ...(subject.ips ?? []).map((value) => ({ type: 'ip' as const, value })),
    ]
    const certificate = await X509CertificateGenerator.create(
      {
        serialNumber: serial,
        subject: subjectName(subject),
        issuer: own.subject,
        notBefore: new Date(now - 60 * 60 * 1000),
        notAfter: new Date(now + VALID_DAYS * DAY),
        publicKey,
        signingKey,
        signingAlgorithm: CURVE,
        extensions: [
          new BasicConstraintsExtension(false, undefined, true),
          new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
          new ExtendedKeyUsageExtension(usages),
          authorityKey,
          ...(names.length ? [new SubjectAlternativeNameExtension(names)] : []),
        ],
      },
      webcrypto as Crypto,
    )
    return `${certificate.toString('pem')}\n`
  }

  const issue = async (subject: CertificateSubject, usage: ExtendedKeyUsage) => {
    const pair = (await webcrypto.subtle.generateKey(CURVE, true, ['sign', 'verify'])) as CryptoKeyPair
    const serial = randomSerial()
    const certificate = await sign(subject, pair.publicKey, [usage], serial)
    const privateKey = PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', pair.privateKey), 'PRIVATE KEY')
    return { certificate, privateKey: `${privateKey}\n`, serial }
  }

  return {
    certificate: keys.authority.certificate,
    async issueServerCertificate({ dnsNames, ips }) {
      const subject = { commonName: dnsNames[0] ?? ips[0] ?? 'hemisphere', organizations: ['Hemisphere'], dnsNames, ips }
      const { certificate, privateKey } = await issue(subject, ExtendedKeyUsage.serverAuth)
      return { certificate, privateKey }
    },
    issueClientCertificate: (subject) => issue(subject, ExtendedKeyUsage.clientAuth),
    async signHostRequest(csr, { serial = randomSerial(), ...subject }) {
      const request = typeof csr === 'string' ? await readRequest(csr) : csr
      const certificate = await sign(
        subject,
        request.publicKey,
        [ExtendedKeyUsage.clientAuth, ExtendedKeyUsage.serverAuth],
        serial,
      )
      return { certificate, serial }
    },
    checkRequest: readRequest,
  }
}

const subjectName = ({ commonName, organizations }: CertificateSubject): JsonName => [
  ...organizations.map((organization) => ({ O: [organization] })),
  { CN: [commonName] },
]

const readRequest = async (csr: string): Promise<CheckedRequest> => {
  const why = 'The certificate request must be a PKCS #10 request in PEM, signed by its own key.'
  try {
    const request = new Pkcs10CertificateRequest(csr)
    const { publicKey } = request
    if (await request.verify(webcrypto as Crypto)) return { publicKey, keyThumbprint: keyThumbprint(publicKey.rawData) }
  } catch {
    throw badRequest(why)
  }
  throw badRequest(why)
}
