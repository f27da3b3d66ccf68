import { expect, test } from 'vitest'
import type { ServedResource } from '../served-resource.ts'
import { createDiscovery } from './discovery.ts'
import { compareVersions } from './groups.ts'

const served = (given: Partial<ServedResource> & Pick<ServedResource, 'kind' | 'resource'>): ServedResource => ({
  group: '',
  version: 'v1',
  singular: given.kind.toLowerCase(),
  shortNames: [],
  categories: [],
  namespaced: true,
  verbs: ['get', 'list'],
  subresources: [],
  columns: [],
  cells: () => [],
  ...given,
})

const discovery = createDiscovery([
  served({ group: 'apps', kind: 'Deployment', resource: 'deployments', shortNames: ['deploy'], categories: ['all'] }),
  served({ group: 'apps', version: 'v1beta1', kind: 'Deployment', resource: 'deployments' }),
  served({
    kind: 'Pod',
    resource: 'pods',
    subresources: [{ name: 'eviction', group: 'policy', version: 'v1', kind: 'Eviction', verbs: ['create'] }],
  }),
  served({ kind: 'Node', resource: 'nodes', namespaced: false }),
])

const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'

const read = async (path: string, headers: Record<string, string> = {}) => {
  const response = await discovery.root(new Request(`https://api.test:6443${path}`, { headers }), path)
  return { response, body: response?.status === 200 ? await response.json() : undefined }
}

test('versions are ordered as Kubernetes orders them', () => {
  expect(['v1beta1', 'v2', 'v1alpha3', 'v1', 'v1beta2'].sort(compareVersions)).toEqual([
    'v2',
    'v1',
    'v1beta2',
    'v1beta1',
    'v1alpha3',
  ])
})

test('/api and /apis list versions and groups', async () => {
  expect((await read('/api')).body).toEqual({
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: 'api.test:6443' }],
  })
  expect((await read('/apis')).body).toEqual({
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: [
      {
        name: 'apps',
        versions: [
          { groupVersion: 'apps/v1', version: 'v1' },
          { groupVersion: 'apps/v1beta1', version: 'v1beta1' },
        ],
        preferredVersion: { groupVersion: 'apps/v1', version: 'v1' },
      },
    ],
  })
  expect((await read('/apis/apps')).body).toMatchObject({ kind: 'APIGroup', name: 'apps' })
  await expect(read('/apis/none')).rejects.toMatchObject({ reason: 'NotFound' })
})

test('a group version lists resources and subresources', async () => {
  const response = await discovery.groupVersion(new Request('https://api.test/api/v1'), {
    form: 'group-version',
    group: '',
    version: 'v1',
  })
  expect(await response.json()).toMatchObject({
    kind: 'APIResourceList',
    groupVersion: 'v1',
    resources: [
      { name: 'nodes', singularName: 'node', namespaced: false, kind: 'Node', verbs: ['get', 'list'] },
      { name: 'pods', singularName: 'pod', namespaced: true, kind: 'Pod' },
      {
        name: 'pods/eviction',
        singularName: '',
        namespaced: true,
        group: 'policy',
        version: 'v1',
        kind: 'Eviction',
        verbs: ['create'],
      },
    ],
  })
})

test('the aggregated form says everything at once, and 304 to who has it', async () => {
  const { response, body } = await read('/apis', { accept: AGGREGATED })
  expect(response?.headers.get('content-type')).toBe(AGGREGATED)
  expect(body).toMatchObject({
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    items: [
      {
        metadata: { name: 'apps' },
        versions: [
          {
            version: 'v1',
            freshness: 'Current',
            resources: [
              {
                resource: 'deployments',
                responseKind: { group: 'apps', version: 'v1', kind: 'Deployment' },
                scope: 'Namespaced',
                singularResource: 'deployment',
                shortNames: ['deploy'],
                categories: ['all'],
              },
            ],
          },
          { version: 'v1beta1' },
        ],
      },
    ],
  })
  const etag = response?.headers.get('etag') ?? ''
  expect(etag).toMatch(/^"[0-9A-F]{64}"$/)
  expect((await read('/apis', { accept: AGGREGATED, 'if-none-match': etag })).response?.status).toBe(304)
  expect((await read('/api', { accept: AGGREGATED, 'if-none-match': etag })).response?.status).toBe(200)
})
