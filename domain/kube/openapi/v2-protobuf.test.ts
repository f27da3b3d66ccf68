import { expect, test } from 'vitest'
import { bytesOf, readFields, textOf } from '#domain/kube/protobuf/wire.ts'
import { openapiV2Document } from './documents.ts'
import type { ServedResource } from './operations.ts'
import { encodeOpenapiV2Protobuf } from './v2-protobuf.ts'

const SERVED: ServedResource[] = [
  { group: '', version: 'v1', resource: 'configmaps', kind: 'ConfigMap', namespaced: true },
  { group: '', version: 'v1', resource: 'pods', kind: 'Pod', namespaced: true, subresources: ['status'] },
]

// Names beside the numbers of openapi.v2, as in the .proto file of github.com/google/gnostic.
const PATHS = 8
const DEFINITIONS = 9
const PATCH = 8
const PARAMETERS = 8
const EXTENSION = 13

const all = (bytes: Uint8Array, field: number): Uint8Array[] =>
  [...readFields(bytes)].filter(({ number }) => number === field).map(({ value }) => bytesOf(value))
const one = (bytes: Uint8Array, ...path: number[]): Uint8Array =>
  path.reduce<Uint8Array>((inner, field) => all(inner, field)[0] ?? new Uint8Array(0), bytes)
const named = (list: Uint8Array[]) => new Map(list.map((entry) => [textOf(one(entry, 1)), one(entry, 2)]))

const document = openapiV2Document(SERVED)
const bytes = encodeOpenapiV2Protobuf(document)

test('every path and definition is there', () => {
  expect(textOf(one(bytes, 1))).toBe('2.0')
  expect([...named(all(one(bytes, PATHS), 2)).keys()]).toEqual(Object.keys(document.paths as object))
  expect([...named(all(one(bytes, DEFINITIONS), 1)).keys()]).toEqual(Object.keys(document.definitions as object))
})

test('a PATCH names its kind and its query parameters', () => {
  const path = named(all(one(bytes, PATHS), 2)).get('/api/v1/namespaces/{namespace}/pods/{name}') ?? new Uint8Array(0)
  const patch = one(path, PATCH)
  const extension = named(all(patch, EXTENSION)).get('x-kubernetes-group-version-kind') ?? new Uint8Array(0)
  expect(JSON.parse(textOf(one(extension, 2)))).toEqual({ group: '', version: 'v1', kind: 'Pod' })
  // ParametersItem.parameter.non_body_parameter.query_parameter_sub_schema.name
  const query = all(patch, PARAMETERS).map((item) => textOf(one(item, 1, 2, 3, 4)))
  expect(query).toEqual(expect.arrayContaining(['dryRun', 'fieldManager', 'fieldValidation', 'force']))
  // … path_parameter_sub_schema, which is required
  const inPath = all(patch, PARAMETERS)
    .map((item) => one(item, 1, 2, 4))
    .filter(({ length }) => length > 0)
  expect(inPath.map((each) => textOf(one(each, 4)))).toEqual(['namespace', 'name'])
  for (const each of inPath) expect([...readFields(each)].find(({ number }) => number === 1)?.value).toBe(1)
})

test('a schema holds types, references, maps, lists and extensions', () => {
  const definitions = named(all(one(bytes, DEFINITIONS), 1))
  const property = (type: string, name: string) =>
    named(all(one(definitions.get(type) ?? new Uint8Array(0), 25), 1)).get(name) ?? new Uint8Array(0)
  const data = property('io.k8s.api.core.v1.ConfigMap', 'data')
  expect(textOf(one(data, 22, 1))).toBe('object')
  expect(textOf(one(data, 21, 1, 22, 1))).toBe('string')
  const containers = property('io.k8s.api.core.v1.PodSpec', 'containers')
  expect(textOf(one(containers, 23, 1, 1))).toBe('#/definitions/io.k8s.api.core.v1.Container')
  expect([...named(all(containers, 31)).keys()]).toContain('x-kubernetes-patch-merge-key')
  expect(all(definitions.get('io.k8s.api.core.v1.Container') ?? new Uint8Array(0), 19).map(textOf)).toEqual(['name'])
})

test('the bytes are made once per document', () => {
  expect(encodeOpenapiV2Protobuf(document)).toBe(bytes)
  expect(bytes.length).toBeGreaterThan(10_000)
})
