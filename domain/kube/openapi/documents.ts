import { structOf, typeOfKind } from '#domain/kube/schema/table.ts'
import { type Dialect, definitionsFor, OBJECT_META, openDefinition, refTo, type Schema } from './definitions.ts'
import { definitionName, groupVersionPath, type Operation, operationsOf, PATCH, type ServedResource } from './operations.ts'
import { parametersOf } from './parameters.ts'

/** An OpenAPI document as JSON. */
export type OpenapiDocument = Record<string, unknown>

const INFO = { title: 'Hemisphere Kubernetes API', version: 'v1' }
const PATCH_TYPES = ['application/json-patch+json', 'application/merge-patch+json', 'application/apply-patch+yaml']
const STRATEGIC_MERGE = 'application/strategic-merge-patch+json'
const BODY_TYPES = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf']

const byPath = (operations: Operation[], write: (operation: Operation) => Schema): Record<string, Record<string, Schema>> => {
  const paths: Record<string, Record<string, Schema>> = {}
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: write(operation) }
  }
  return paths
}

const definitionsOf = (served: readonly ServedResource[], operations: Operation[], dialect: Dialect): Record<string, Schema> => {
  const names = new Set(operations.flatMap(({ body, answer }) => [body, answer]))
  const custom = served
    .flatMap((each) => [each, { ...each, kind: `${each.kind}List` }])
    .filter((gvk) => typeOfKind(gvk) === undefined && names.has(definitionName(gvk)))
  return {
    ...definitionsFor(
      [OBJECT_META, ...names].filter((name) => name !== undefined && structOf(name) !== undefined) as string[],
      dialect,
    ),
    ...Object.fromEntries(custom.map((gvk) => [definitionName(gvk), openDefinition(gvk, dialect)])),
    [PATCH]: { type: 'object' },
  }
}

/** kubectl sends a strategic merge patch where it is listed; custom kinds have no merge keys and don't take one. */
const patchTypes = ({ kind }: Operation): string[] =>
  typeOfKind(kind) === undefined ? PATCH_TYPES : [...PATCH_TYPES, STRATEGIC_MERGE]

const marks = ({ action, kind, operationId, tag }: Operation): Schema => ({
  tags: [tag],
  operationId,
  'x-kubernetes-action': action,
  'x-kubernetes-group-version-kind': kind,
})

const v2Operation = (operation: Operation): Schema => {
  const { body, answer, method } = operation
  const code = method === 'post' && answer ? '201' : '200'
  return {
    ...marks(operation),
    consumes: body === PATCH ? patchTypes(operation) : ['*/*'],
    produces: ['application/json'],
    parameters: [
      ...(body ? [{ name: 'body', in: 'body', required: method !== 'delete', schema: refTo(body, 'v2') }] : []),
      ...parametersOf(operation).map((parameter) => ({ ...parameter, ...(parameter.in === 'path' ? { required: true } : {}) })),
    ],
    responses: { [code]: { description: 'OK', schema: answer ? refTo(answer, 'v2') : { type: 'string' } } },
  }
}

const v3Operation = (operation: Operation): Schema => {
  const { body, answer, method } = operation
  const content = (types: readonly string[], schema: Schema) => Object.fromEntries(types.map((type) => [type, { schema }]))
  const code = method === 'post' && answer ? '201' : '200'
  return {
    ...marks(operation),
    parameters: parametersOf(operation).map(({ name, in: where, type }) => ({
      name,
      in: where,
      ...(where === 'path' ? { required: true } : {}),
      schema: { type },
    })),
    ...(body
      ? {
          requestBody: {
            ...(method === 'delete' ? {} : { required: true }),
            content: content(body === PATCH ? patchTypes(operation) : BODY_TYPES, refTo(body, 'v3')),
          },
        }
      : {}),
    responses: {
      [code]: {
        description: 'OK',
        content: content(answer ? ['application/json'] : ['text/plain'], answer ? refTo(answer, 'v3') : { type: 'string' }),
      },
    },
  }
}

/** Documents are built once per list of resources; hand in the same array to get the same document. */
const cache = new WeakMap<readonly ServedResource[], Map<string, OpenapiDocument>>()
const once = (served: readonly ServedResource[], key: string, build: () => OpenapiDocument): OpenapiDocument => {
  const documents = cache.get(served) ?? new Map<string, OpenapiDocument>()
  const document = documents.get(key) ?? build()
  cache.set(served, documents.set(key, document))
  return document
}

/** The OpenAPI v2 (Swagger) document of all served resources, which kubectl 1.28 and older validate and explain with. */
export const openapiV2Document = (served: readonly ServedResource[]): OpenapiDocument =>
  once(served, 'v2', () => {
    const operations = served.flatMap(operationsOf)
    return {
      swagger: '2.0',
      info: INFO,
      paths: byPath(operations, v2Operation),
      definitions: definitionsOf(served, operations, 'v2'),
    }
  })

/** The OpenAPI v3 document of one group version, or undefined when nothing of it is served. */
export const openapiV3Document = (
  served: readonly ServedResource[],
  group: string,
  version: string,
): OpenapiDocument | undefined => {
  const resources = served.filter((each) => each.group === group && each.version === version)
  if (resources.length === 0) return undefined
  return once(served, groupVersionPath(group, version), () => {
    const operations = resources.flatMap(operationsOf)
    return {
      openapi: '3.0.0',
      info: INFO,
      paths: byPath(operations, v3Operation),
      components: { schemas: definitionsOf(resources, operations, 'v3') },
    }
  })
}

/** 64 bits of FNV-1a in hex: names a document's content in URLs and ETags; not for secrets. */
const hashOf = (text: string): string => {
  let high = 0xcbf29ce4
  let low = 0x84222325
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    low = Math.imul(low ^ code, 0x01000193) >>> 0
    high = Math.imul(high ^ ((low >>> 7) + code), 0x01000193) >>> 0
  }
  return (high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0')).toUpperCase()
}

const hashes = new WeakMap<OpenapiDocument, string>()

/** A name for the content of a document: for `?hash=` and as strong ETag. */
export const openapiHash = (document: OpenapiDocument): string => {
  const hash = hashes.get(document) ?? hashOf(JSON.stringify(document))
  hashes.set(document, hash)
  return hash
}

/**
 * The answer of `/openapi/v3`: one entry per served group version, with the URL of its document. `basePath` stands before it when
 * the API server is not at the root of its host.
 */
export const openapiV3Index = (served: readonly ServedResource[], basePath = ''): OpenapiDocument => {
  const paths: Record<string, { serverRelativeURL: string }> = {}
  for (const { group, version } of served) {
    const key = groupVersionPath(group, version).slice(1)
    const document = paths[key] ? undefined : openapiV3Document(served, group, version)
    if (document) paths[key] = { serverRelativeURL: `${basePath}/openapi/v3/${key}?hash=${openapiHash(document)}` }
  }
  return { paths }
}
