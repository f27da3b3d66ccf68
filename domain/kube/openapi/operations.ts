import { type GroupVersionKind, typeOfKind } from '#domain/kube/schema/table.ts'

/** A subresource with the kind of its requests and answers, and its verbs. */
export interface ServedSubresource extends GroupVersionKind {
  name: string
  verbs: readonly string[]
}

/** A resource that an API server serves, as discovery lists it. */
export interface ServedResource extends GroupVersionKind {
  /** Plural, lower case: `pods`. */
  resource: string
  namespaced: boolean
  /** A name alone stands for what Kubernetes serves there: `status`, `scale`, `log`, `eviction` … */
  subresources?: readonly (string | ServedSubresource)[]
  /** As in discovery; absent means all of create, delete, deletecollection, get, list, patch, update, watch. */
  verbs?: readonly string[]
}

/** One HTTP operation of a served resource, independent of the OpenAPI version. */
export interface Operation {
  /** With placeholders: `/api/v1/namespaces/{namespace}/pods/{name}`. */
  path: string
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** x-kubernetes-action: `list`, `post`, `deletecollection` … */
  action: string
  operationId: string
  tag: string
  kind: GroupVersionKind
  /** Type of the body sent; undefined for none. `Patch` stands for a patch of any form. */
  body?: string
  /** Type of the answer; undefined for text (logs and streams). */
  answer?: string
}

const ALL_VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch']
const STATUS = 'io.k8s.apimachinery.pkg.apis.meta.v1.Status'
const DELETE_OPTIONS = 'io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions'

/** Name of the pseudo type of a PATCH body. */
export const PATCH = 'io.k8s.apimachinery.pkg.apis.meta.v1.Patch'

/** Subresources whose object is of another kind than their owner. */
const SUBRESOURCE_KINDS: Record<string, GroupVersionKind> = {
  scale: { group: 'autoscaling', version: 'v1', kind: 'Scale' },
  binding: { group: '', version: 'v1', kind: 'Binding' },
  eviction: { group: 'policy', version: 'v1', kind: 'Eviction' },
  token: { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' },
}
const SUBRESOURCE_VERBS: Record<string, string[]> = {
  binding: ['create'],
  eviction: ['create'],
  token: ['create'],
  finalize: ['update'],
}
const STREAMS: Record<string, Operation['method'][]> = {
  log: ['get'],
  exec: ['get', 'post'],
  attach: ['get', 'post'],
  portforward: ['get', 'post'],
  proxy: ['get', 'post', 'put', 'patch', 'delete'],
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const camel = (text: string): string =>
  text
    .split(/[.\-_]/)
    .map(capital)
    .join('')

/** `/api/v1` or `/apis/apps/v1`. */
export const groupVersionPath = (group: string, version: string): string =>
  group === '' ? `/api/${version}` : `/apis/${group}/${version}`

const tagOf = ({ group, version }: ServedResource): string =>
  group === ''
    ? `core_${version}`
    : `${camel(group.replace(/\.k8s\.io$/, '')).replace(/^./, (first) => first.toLowerCase())}_${version}`

type Draft = Pick<Operation, 'method' | 'action' | 'body' | 'answer'> & { what: string }

const collectionDrafts = (type: string, list: string, can: (verb: string) => boolean): Draft[] => [
  ...(can('list') ? [{ method: 'get' as const, action: 'list', answer: list, what: 'list' }] : []),
  ...(can('create') ? [{ method: 'post' as const, action: 'post', body: type, answer: type, what: 'create' }] : []),
  ...(can('deletecollection')
    ? [{ method: 'delete' as const, action: 'deletecollection', body: DELETE_OPTIONS, answer: STATUS, what: 'deleteCollection' }]
    : []),
]

const objectDrafts = (type: string, can: (verb: string) => boolean): Draft[] => [
  ...(can('get') ? [{ method: 'get' as const, action: 'get', answer: type, what: 'read' }] : []),
  ...(can('update') ? [{ method: 'put' as const, action: 'put', body: type, answer: type, what: 'replace' }] : []),
  ...(can('patch') ? [{ method: 'patch' as const, action: 'patch', body: PATCH, answer: type, what: 'patch' }] : []),
  ...(can('delete')
    ? [{ method: 'delete' as const, action: 'delete', body: DELETE_OPTIONS, answer: STATUS, what: 'delete' }]
    : []),
]

const streamDrafts = (name: string): Draft[] =>
  (STREAMS[name] ?? []).map((method) =>
    name === 'log' ? { method, action: 'get', what: 'read' } : { method, action: 'connect', what: `connect${capital(method)}` },
  )

const subresourceDrafts = (name: string, type: string, verbs: readonly string[]): Draft[] => {
  if (name in STREAMS) return streamDrafts(name)
  const created: Draft[] = verbs.includes('create')
    ? [{ method: 'post', action: 'post', body: type, answer: type, what: 'create' }]
    : []
  return [...created, ...objectDrafts(type, (verb) => verbs.includes(verb))]
}

/** Name of a kind's definition; a custom kind is named after its group in reverse, `io.example.v1.Gadget`, as Kubernetes does. */
export const definitionName = (gvk: GroupVersionKind): string =>
  typeOfKind(gvk) ?? [...gvk.group.split('.').reverse(), gvk.version, gvk.kind].filter(Boolean).join('.')

/** Every operation on a resource and its subresources. */
export const operationsOf = (served: ServedResource): Operation[] => {
  const type = definitionName(served)
  const verbs = served.verbs ?? ALL_VERBS
  const can = (verb: string) => verbs.includes(verb)
  const root = groupVersionPath(served.group, served.version)
  const scope = served.namespaced ? 'Namespaced' : ''
  const collection = `${root}${served.namespaced ? '/namespaces/{namespace}' : ''}/${served.resource}`
  const list = definitionName({ ...served, kind: `${served.kind}List` })
  const gvk = { group: served.group, version: served.version, kind: served.kind }
  const tag = tagOf(served)
  const stem = `${camel(tag)}`
  const make =
    (path: string, kind: GroupVersionKind, name: string) =>
    ({ what, ...draft }: Draft): Operation => ({ ...draft, path, tag, kind, operationId: `${what}${stem}${name}` })
  const everywhere = served.namespaced && can('list')
  return [
    ...collectionDrafts(type, list, can).map(make(collection, gvk, `${scope}${served.kind}`)),
    ...objectDrafts(type, can).map(make(`${collection}/{name}`, gvk, `${scope}${served.kind}`)),
    ...(everywhere
      ? [
          make(
            `${root}/${served.resource}`,
            gvk,
            `${served.kind}ForAllNamespaces`,
          )({ method: 'get', action: 'list', answer: list, what: 'list' }),
        ]
      : []),
    ...(served.subresources ?? []).flatMap((each) => {
      const { name, verbs, ...kind } = typeof each === 'string' ? namedSubresource(each, gvk) : each
      const { group, version } = kind
      const drafts = subresourceDrafts(name, definitionName(kind), verbs)
      return drafts.map(
        make(`${collection}/{name}/${name}`, { group, version, kind: kind.kind }, `${scope}${served.kind}${capital(name)}`),
      )
    }),
  ]
}

const namedSubresource = (name: string, owner: GroupVersionKind): ServedSubresource => ({
  name,
  ...(SUBRESOURCE_KINDS[name] ?? owner),
  verbs: SUBRESOURCE_VERBS[name] ?? ['get', 'update', 'patch'],
})
