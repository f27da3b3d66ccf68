import { expect, test } from 'vitest'
import { openapiHash, openapiV2Document, openapiV3Document, openapiV3Index } from './documents.ts'
import type { ServedResource } from './operations.ts'

const SERVED: ServedResource[] = [
  {
    group: '',
    version: 'v1',
    resource: 'pods',
    kind: 'Pod',
    namespaced: true,
    subresources: ['status', 'log', 'exec', 'eviction', 'binding'],
  },
  { group: '', version: 'v1', resource: 'nodes', kind: 'Node', namespaced: false, subresources: ['status'] },
  {
    group: 'apps',
    version: 'v1',
    resource: 'deployments',
    kind: 'Deployment',
    namespaced: true,
    subresources: ['status', { name: 'scale', group: 'autoscaling', version: 'v1', kind: 'Scale', verbs: ['get', 'patch'] }],
  },
  {
    group: 'authorization.k8s.io',
    version: 'v1',
    resource: 'selfsubjectaccessreviews',
    kind: 'SelfSubjectAccessReview',
    namespaced: false,
    verbs: ['create'],
  },
  { group: 'example.com', version: 'v1', resource: 'gadgets', kind: 'Gadget', namespaced: true },
]

type Json = Record<string, unknown>
const at = (document: unknown, ...path: string[]): Json => {
  let value = document as Json
  for (const step of path) value = value?.[step] as Json
  return value
}

const references = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => (key === '$ref' ? [String(inner)] : references(inner)))
}

test('the index names a document per group version, under the base path', () => {
  const paths = at(openapiV3Index(SERVED, '/supervisors/lab'), 'paths')
  expect(Object.keys(paths)).toEqual(['api/v1', 'apis/apps/v1', 'apis/authorization.k8s.io/v1', 'apis/example.com/v1'])
  const hash = openapiHash(openapiV3Document(SERVED, 'apps', 'v1') ?? {})
  expect(at(paths, 'apis/apps/v1').serverRelativeURL).toBe(`/supervisors/lab/openapi/v3/apis/apps/v1?hash=${hash}`)
})

test('a document is made once, and its hash follows its content', () => {
  expect(openapiV3Document(SERVED, '', 'v1')).toBe(openapiV3Document(SERVED, '', 'v1'))
  expect(openapiV2Document(SERVED)).toBe(openapiV2Document(SERVED))
  const hash = (served: ServedResource[]) => openapiHash(openapiV3Document(served, '', 'v1') ?? {})
  expect(hash([...SERVED])).toBe(hash(SERVED))
  expect(hash(SERVED.slice(1))).not.toBe(hash(SERVED))
})

test.each([
  ['v2', openapiV2Document(SERVED), ['definitions']],
  ['v3 core', openapiV3Document(SERVED, '', 'v1'), ['components', 'schemas']],
  ['v3 apps', openapiV3Document(SERVED, 'apps', 'v1'), ['components', 'schemas']],
  ['v3 custom', openapiV3Document(SERVED, 'example.com', 'v1'), ['components', 'schemas']],
])('every reference of %s leads to a definition', (_name, document, where) => {
  const names = new Set(Object.keys(at(document, ...where)))
  const missing = references(document).filter((reference) => !names.has(reference.slice(reference.lastIndexOf('/') + 1)))
  expect(missing).toEqual([])
})

test('writes take fieldValidation and dryRun, on the operation that names the kind', () => {
  const item = at(openapiV3Document(SERVED, 'apps', 'v1'), 'paths', '/apis/apps/v1/namespaces/{namespace}/deployments/{name}')
  for (const method of ['put', 'patch']) {
    const operation = at(item, method)
    expect(operation['x-kubernetes-group-version-kind']).toEqual({ group: 'apps', version: 'v1', kind: 'Deployment' })
    expect((operation.parameters as Json[]).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['name', 'namespace', 'dryRun', 'fieldValidation']),
    )
  }
})

test.each([
  ['', '/api/v1/namespaces/{namespace}/pods', ['delete', 'get', 'post']],
  ['', '/api/v1/pods', ['get']],
  ['', '/api/v1/nodes/{name}', ['delete', 'get', 'patch', 'put']],
  ['', '/api/v1/namespaces/{namespace}/pods/{name}/log', ['get']],
  ['', '/api/v1/namespaces/{namespace}/pods/{name}/exec', ['get', 'post']],
  ['', '/api/v1/namespaces/{namespace}/pods/{name}/eviction', ['post']],
  ['', '/api/v1/namespaces/{namespace}/pods/{name}/status', ['get', 'patch', 'put']],
  ['apps', '/apis/apps/v1/namespaces/{namespace}/deployments/{name}/scale', ['get', 'patch']],
  ['authorization.k8s.io', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', ['post']],
])('%s %s offers %j', (group, path, methods) => {
  expect(Object.keys(at(openapiV3Document(SERVED, group, 'v1'), 'paths', path)).sort()).toEqual(methods)
})

test('a custom kind is open to every field, and a group that is not served has no document', () => {
  const document = openapiV3Document(SERVED, 'example.com', 'v1')
  expect(at(document, 'components', 'schemas', 'com.example.v1.Gadget')).toEqual({
    type: 'object',
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { $ref: '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' },
    },
    'x-kubernetes-preserve-unknown-fields': true,
    'x-kubernetes-group-version-kind': [{ group: 'example.com', version: 'v1', kind: 'Gadget' }],
  })
  const patch = at(document, 'paths', '/apis/example.com/v1/namespaces/{namespace}/gadgets/{name}', 'patch')
  expect(Object.keys(at(patch, 'requestBody', 'content'))).not.toContain('application/strategic-merge-patch+json')
  expect(openapiV3Document(SERVED, 'nothing.example.com', 'v1')).toBeUndefined()
})

test('definitions say kind, merge keys, list types and defaults', () => {
  const definitions = at(openapiV2Document(SERVED), 'definitions')
  expect(at(definitions, 'io.k8s.api.core.v1.Pod')['x-kubernetes-group-version-kind']).toEqual([
    { group: '', version: 'v1', kind: 'Pod' },
  ])
  expect(at(definitions, 'io.k8s.api.core.v1.PodSpec', 'properties', 'containers')).toEqual({
    type: 'array',
    items: { $ref: '#/definitions/io.k8s.api.core.v1.Container' },
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['name'],
    'x-kubernetes-patch-merge-key': 'name',
    'x-kubernetes-patch-strategy': 'merge',
  })
  expect(at(definitions, 'io.k8s.api.core.v1.ContainerPort', 'properties', 'protocol').default).toBe('TCP')
  expect(at(definitions, 'io.k8s.api.core.v1.LocalObjectReference')['x-kubernetes-map-type']).toBe('atomic')
})

test('a v3 reference with facts beside it goes into allOf', () => {
  const spec = at(
    openapiV3Document(SERVED, 'apps', 'v1'),
    'components',
    'schemas',
    'io.k8s.api.apps.v1.DeploymentSpec',
    'properties',
  )
  expect(at(spec, 'strategy')).toEqual({
    allOf: [{ $ref: '#/components/schemas/io.k8s.api.apps.v1.DeploymentStrategy' }],
    'x-kubernetes-patch-strategy': 'retainKeys',
  })
})
