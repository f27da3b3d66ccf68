import { expect, test } from 'vitest'
import { parsePath } from './path.ts'

const resource = { form: 'resource', group: '', version: 'v1', legacyWatch: false }

test.each([
  ['/', { form: 'plain', path: '/' }],
  ['/healthz', { form: 'plain', path: '/healthz' }],
  ['/readyz/etcd', { form: 'plain', path: '/readyz/etcd' }],
  ['/api', { form: 'plain', path: '/api' }],
  ['/apis/', { form: 'plain', path: '/apis' }],
  ['/apis/apps', { form: 'plain', path: '/apis/apps' }],
  ['/api/v1', { form: 'group-version', group: '', version: 'v1' }],
  ['/apis/apps/v1', { form: 'group-version', group: 'apps', version: 'v1' }],
  ['/api/v1/pods', { ...resource, resource: 'pods' }],
  ['/api/v1/namespaces', { ...resource, resource: 'namespaces' }],
  ['/api/v1/namespaces/web', { ...resource, resource: 'namespaces', name: 'web' }],
  ['/api/v1/namespaces/web/status', { ...resource, resource: 'namespaces', name: 'web', subresource: 'status' }],
  ['/api/v1/namespaces/web/finalize', { ...resource, resource: 'namespaces', name: 'web', subresource: 'finalize' }],
  ['/api/v1/namespaces/web/pods', { ...resource, resource: 'pods', namespace: 'web' }],
  ['/api/v1/namespaces/web/pods/p', { ...resource, resource: 'pods', namespace: 'web', name: 'p' }],
  ['/api/v1/namespaces/web/pods/p/log', { ...resource, resource: 'pods', namespace: 'web', name: 'p', subresource: 'log' }],
  ['/api/v1/nodes/esx-01.lab/status', { ...resource, resource: 'nodes', name: 'esx-01.lab', subresource: 'status' }],
  ['/api/v1/watch/pods', { ...resource, resource: 'pods', legacyWatch: true }],
  ['/api/v1/watch/namespaces/web/pods/p', { ...resource, resource: 'pods', namespace: 'web', name: 'p', legacyWatch: true }],
  [
    '/apis/apps/v1/namespaces/web/deployments/d/scale',
    { ...resource, group: 'apps', resource: 'deployments', namespace: 'web', name: 'd', subresource: 'scale' },
  ],
  [
    '/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Anode',
    { ...resource, group: 'rbac.authorization.k8s.io', resource: 'clusterroles', name: 'system:node' },
  ],
  ['/api/v1/namespaces/web/pods/p/log/too/long', { form: 'plain', path: '/api/v1/namespaces/web/pods/p/log/too/long' }],
])('%s', (path, expected) => {
  expect(parsePath(path)).toEqual(expected)
})
