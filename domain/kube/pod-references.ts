import type { Container, EnvFrom, EnvVar, KeyRef, ObjectRef, PodSpec, Volume } from './pod.ts'

/** A ConfigMap or Secret that a pod of the same namespace names. */
export interface PodReference {
  kind: 'ConfigMap' | 'Secret'
  name: string
  /** Keys that it must have; none when it is taken as a whole. */
  keys: string[]
  /** The pod does without it, and without the keys. */
  optional: boolean
}

const reference = (kind: PodReference['kind'], from: ObjectRef | undefined, keys: string[] = []): PodReference[] =>
  from ? [{ kind, name: from.name ?? '', keys, optional: from.optional ?? false }] : []

const oneKey = (kind: PodReference['kind'], from: KeyRef | undefined) => reference(kind, from, from ? [from.key] : [])

const keysOf = (items: { key: string }[] | undefined): string[] => (items ?? []).map(({ key }) => key)

const ofEnvFrom = ({ configMapRef, secretRef }: EnvFrom) => [
  ...reference('ConfigMap', configMapRef),
  ...reference('Secret', secretRef),
]

const ofEnv = ({ valueFrom }: EnvVar) => [
  ...oneKey('ConfigMap', valueFrom?.configMapKeyRef),
  ...oneKey('Secret', valueFrom?.secretKeyRef),
]

/** What a container's environment is made of, in the order in which it is read. */
export const environmentReferences = ({ envFrom = [], env = [] }: Container): PodReference[] => [
  ...envFrom.flatMap(ofEnvFrom),
  ...env.flatMap(ofEnv),
]

/** What a volume shows as files. */
export const volumeReferences = ({ configMap, secret, projected }: Volume): PodReference[] => [
  ...reference('ConfigMap', configMap, keysOf(configMap?.items)),
  ...reference('Secret', secret && { ...secret, name: secret.secretName ?? '' }, keysOf(secret?.items)),
  ...(projected?.sources ?? []).flatMap((source) => [
    ...reference('ConfigMap', source.configMap, keysOf(source.configMap?.items)),
    ...reference('Secret', source.secret, keysOf(source.secret?.items)),
  ]),
]

const pullSecrets = ({ imagePullSecrets = [] }: PodSpec): PodReference[] =>
  (imagePullSecrets as ObjectRef[]).flatMap((each) => reference('Secret', each))

/** Every ConfigMap and Secret that the pod names: what its host may read. */
export const podReferences = (spec: PodSpec): PodReference[] => [
  ...[...spec.containers, ...(spec.initContainers ?? []), ...(spec.ephemeralContainers ?? [])].flatMap(environmentReferences),
  ...(spec.volumes ?? []).flatMap(volumeReferences),
  ...pullSecrets(spec),
]
