import 'reflect-metadata'
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, webcrypto } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { StatusError } from '#domain/errors.ts'

/** The secrets of one installation, shared by all its processes. */
export interface Keys {
  /** PEM of the authority's certificate, and its private key as PKCS #8 PEM. */
  authority: { certificate: string; privateKey: string }
  /** Signs and verifies Kubernetes tokens (RS256). */
  tokens: { privateKey: KeyObject; publicKey: KeyObject }
  /** 32 bytes for Secrets at rest. */
  sealing: Buffer
}

interface KeyFile {
  authority: { certificate: string; privateKey: string }
  tokens: string
  sealing: string
}

const DAY = 24 * 60 * 60 * 1000
const AUTHORITY_DAYS = 3650
export const CURVE = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

/**
 * The keys in `folder`, made on first use. Several processes may start at once: the first to finish wins and the others read its file.
 * The file is for its owner only (0600). InternalError says so when it can't be read.
 */
export const openKeys = async (folder: string, now: Date = new Date()): Promise<Keys> => {
  const file = path.join(folder, 'keys.json')
  const stored = (await readKeys(file)) ?? (await createKeys(folder, file, now))
  const privateKey = createPrivateKey(stored.tokens)
  return {
    authority: stored.authority,
    tokens: { privateKey, publicKey: createPublicKey(privateKey) },
    sealing: Buffer.from(stored.sealing, 'base64'),
  }
}

const readKeys = async (file: string): Promise<KeyFile | undefined> => {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new StatusError(
      'InternalError',
      `The key file ${file} can't be read (${error.code}). It must belong to the user who starts the server.`,
    )
  })
  if (text === undefined) return undefined
  await chmod(file, 0o600)
  try {
    return JSON.parse(text) as KeyFile
  } catch {
    throw new StatusError(
      'InternalError',
      `The key file ${file} is damaged. Put it back from a backup: Secrets in the database can't be read without it.`,
    )
  }
}

// A hard link fails when the name is taken, so exactly one of several processes puts its keys there, whole.
const createKeys = async (folder: string, file: string, now: Date): Promise<KeyFile> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(JSON.stringify(await newKeys(now), null, 2))
    await handle.sync()
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  } finally {
    await handle.close()
    await rm(draft, { force: true })
  }
  const stored = await readKeys(file)
  if (!stored) throw new StatusError('InternalError', `The key file ${file} vanished while the server was starting.`)
  return stored
}

const newKeys = async (now: Date): Promise<KeyFile> => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    authority: await newAuthority(now),
    tokens: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    sealing: randomBytes(32).toString('base64'),
  }
}

const newAuthority = async (now: Date): Promise<KeyFile['authority']> => {
  const keys = (await webcrypto.subtle.generateKey(CURVE, true, ['sign', 'verify'])) as CryptoKeyPair
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: randomSerial(),
      name: [{ CN: ['Hemisphere CA'] }, { O: ['Hemisphere'] }],
      // An hour back, so that a host whose clock is a little behind accepts it.
      notBefore: new Date(now.getTime() - 60 * 60 * 1000),
      notAfter: new Date(now.getTime() + AUTHORITY_DAYS * DAY),
      keys,
      signingAlgorithm: CURVE,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
        await SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    },
    webcrypto as Crypto,
  )
  const privateKey = PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY')
  return { certificate: `${certificate.toString('pem')}\n`, privateKey: `${privateKey}\n` }
}

/** A certificate serial: 127 random bits as lower-case hex, positive as RFC 5280 wants it. */
export const randomSerial = (): string => {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
  return bytes.toString('hex')
}
