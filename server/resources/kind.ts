import { type Cause, StatusError } from '#domain/errors.ts'
import { dnsSubdomain, type NameRule } from '#domain/kube/names.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { Amounts } from '#domain/kube/pod-resources.ts'

/** One column that `kubectl get` prints; priority 1 shows with `-o wide` only. */
export interface Column {
  name: string
  type: 'string' | 'integer' | 'boolean'
  format?: 'name'
  priority?: number
  description: string
}

/** A subresource as discovery lists it; its body may be of a kind of another group (Scale, Eviction). */
export interface SubresourceInfo {
  name: string
  group: string
  version: string
  kind: string
  verbs: readonly string[]
}

/** Everything the door needs to know of one kind. A new kind is one file in kinds/ and one line in kinds.ts. */
export interface Kind<T extends KubeObject = KubeObject> {
  group: string
  version: string
  kind: string
  /** Plural: `pods`. */
  resource: string
  singular: string
  shortNames: readonly string[]
  categories: readonly string[]
  namespaced: boolean
  verbs: readonly string[]
  subresources: readonly SubresourceInfo[]
  columns: readonly Column[]
  cells(object: T, now: Date): (string | number)[]
  nameRule: NameRule
  /** Kinds that state wishes count the generations of their spec; the others have no generation. */
  hasGeneration: boolean
  /** What field selectors may ask for, beside metadata.name and metadata.namespace. */
  fields(object: T): Record<string, string>
  fieldNames: readonly string[]
  /** Sets what a new object starts with, whatever the client said (its status above all). */
  prepareCreate(object: T, now: Date): void
  /** Puts back what an update of the main resource may not touch, beyond status and metadata. */
  prepareUpdate(object: T, old: T): void
  applyDefaults(object: T): void
  validate(object: T, old?: T): Cause[]
  /** What the object counts against its namespace's quotas, in scaled integers. */
  charges(object: T): Amounts
  /** Seconds the object is given to end by itself; 0 removes it at once. */
  graceSeconds(object: T, asked: number | undefined): number
  /** What must be gone before the object may be. */
  finalizers(object: T): readonly string[]
  /** Marks what deletion means beyond the timestamp: a namespace becomes Terminating. */
  markDeleted(object: T): void
  /** A second way to see objects that are stored as another kind's. */
  view?: { of: string; toView(object: KubeObject): T; fromView(object: T): KubeObject }
}

/** The verbs of an ordinary resource. */
export const ALL_VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'] as const

/** The first column of most kinds. */
export const NAME: Column = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description: 'The name of the object, unique in its namespace.',
}
/** The age column. */
export const AGE: Column = { name: 'Age', type: 'string', description: 'How long ago the object was created.' }

/** A column with its short description; `wide` shows with `-o wide` only. */
export const column = (name: string, description: string, options: { type?: Column['type']; wide?: boolean } = {}): Column => ({
  name,
  type: options.type ?? 'string',
  description,
  ...(options.wide ? { priority: 1 } : {}),
})

/** How the door, the store and the faces call a kind: `pods`, `deployments.apps`. */
export const kindId = ({ group, resource }: { group: string; resource: string }): string =>
  group ? `${resource}.${group}` : resource

/** `v1`, `apps/v1`. */
export const apiVersionOf = ({ group, version }: { group: string; version: string }): string =>
  group ? `${group}/${version}` : version

/** The status subresource of a kind. */
export const statusOf = (kind: { group: string; version: string; kind: string }): SubresourceInfo => ({
  name: 'status',
  group: kind.group,
  version: kind.version,
  kind: kind.kind,
  verbs: ['get', 'patch', 'update'],
})

type Required = 'kind' | 'resource' | 'columns' | 'cells'

/** Completes a kind with what most kinds do. */
export const defineKind = <T extends KubeObject>(given: Partial<Kind<T>> & Pick<Kind<T>, Required>): Kind => {
  const { group = '', version = 'v1', namespaced = true } = given
  const id = kindId({ group, resource: given.resource })
  const complete: Kind<T> = {
    group,
    version,
    singular: given.kind.toLowerCase(),
    shortNames: [],
    categories: [],
    namespaced,
    verbs: ALL_VERBS,
    subresources: [],
    nameRule: dnsSubdomain,
    hasGeneration: false,
    fields: () => ({}),
    fieldNames: [],
    prepareCreate: () => {},
    prepareUpdate: () => {},
    applyDefaults: () => {},
    validate: () => [],
    charges: () => (namespaced ? { [`count/${id}`]: 1 } : {}),
    graceSeconds: () => 0,
    finalizers: ({ metadata }) => metadata.finalizers ?? [],
    markDeleted: () => {},
    ...given,
  }
  return complete as unknown as Kind
}

/** True when the kind's status is written through its own subresource only. */
export const hasStatus = (kind: Kind): boolean => kind.subresources.some(({ name }) => name === 'status')

/** MethodNotAllowed for a subresource the kind does not have or that is for reading only. */
export const requireWritable = (kind: Kind, subresource: string | undefined): void => {
  if (!subresource || kind.subresources.some(({ name, verbs }) => name === subresource && verbs.includes('update'))) return
  throw new StatusError('MethodNotAllowed', 'the server does not allow this method on the requested resource', {})
}
