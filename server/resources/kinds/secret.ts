import type { Cause } from '#domain/errors.ts'
import { immutable, invalidValue, requiredValue } from '#domain/kube/causes.ts'
import { age } from '#domain/kube/human-duration.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { AGE, column, defineKind, NAME } from '../kind.ts'
import { validateData } from './config-map.ts'

interface Secret extends KubeObject {
  type?: string
  data?: Record<string, string>
  stringData?: Record<string, string>
  immutable?: boolean
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

// https://kubernetes.io/docs/concepts/configuration/secret/#secret-types : what a secret of a type must hold.
const REQUIRED_KEYS: Record<string, string[]> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
}

const ACCOUNT = 'kubernetes.io/service-account.name'

/** What the type of a secret asks of it beyond its keys. */
const validateType = ({ metadata, type, data }: Secret): Cause[] => {
  if (type === 'kubernetes.io/service-account-token' && !metadata.annotations?.[ACCOUNT])
    return [requiredValue(`metadata.annotations[${ACCOUNT}]`)]
  if (type === 'kubernetes.io/basic-auth' && data?.username === undefined && data?.password === undefined)
    return [requiredValue('data[username]'), requiredValue('data[password]')]
  const key =
    type === 'kubernetes.io/dockerconfigjson' ? '.dockerconfigjson' : type === 'kubernetes.io/dockercfg' ? '.dockercfg' : ''
  const value = data?.[key]
  if (value === undefined) return []
  try {
    JSON.parse(Buffer.from(value, 'base64').toString())
    return []
  } catch {
    return [invalidValue(`data[${key}]`, '<secret contents redacted>', 'it is not JSON')]
  }
}

/** https://kubernetes.io/docs/concepts/configuration/secret/ */
export const secret = defineKind<Secret>({
  kind: 'Secret',
  resource: 'secrets',
  columns: [NAME, column('Type', 'What the secret is for.'), column('Data', 'How many keys it has.'), AGE],
  cells: ({ metadata, type, data }, now) => [
    metadata.name,
    type ?? 'Opaque',
    Object.keys(data ?? {}).length,
    age(metadata.creationTimestamp, now),
  ],
  fieldNames: ['type'],
  fields: ({ type }) => ({ type: type ?? '' }),
  // stringData is for writing only: it goes into data and is never read back.
  applyDefaults: (secret) => {
    secret.type ||= 'Opaque'
    if (!secret.stringData) return
    const encoded = Object.entries(secret.stringData).map(([key, text]) => [key, Buffer.from(text).toString('base64')])
    secret.data = { ...secret.data, ...Object.fromEntries(encoded) }
    delete secret.stringData
  },
  validate: (secret, old) => [
    ...validateData(secret, old),
    ...Object.entries(secret.data ?? {}).flatMap(([key, value]) =>
      BASE64.test(value) ? [] : [invalidValue(`data[${key}]`, '<hidden>', 'must be base64; use stringData for plain text')],
    ),
    ...(REQUIRED_KEYS[secret.type ?? ''] ?? [])
      .filter((key) => secret.data?.[key] === undefined)
      .map((key) => requiredValue(`data[${key}]`)),
    ...validateType(secret),
    ...(old && old.type !== secret.type ? [immutable('type', secret.type)] : []),
  ],
})
