import { expect, test } from 'vitest'
import { createResolveApi, type KnownApi } from './resolve-api.ts'

const lab: KnownApi = { api: 'a1', basePath: '/supervisors/lab' }
const prod: KnownApi = { api: 'a2', basePath: '/supervisors/prod site' }
const guest: KnownApi = { api: 'a3', basePath: '/clusters/web/shop' }
const all = [guest, lab, prod]

test.each<[string, KnownApi[], object]>([
  ['/api/v1/pods', all, { api: 'a1', basePath: '', rest: '/api/v1/pods' }],
  ['/', all, { api: 'a1', basePath: '', rest: '/' }],
  ['/supervisors/lab', all, { api: 'a1', basePath: '/supervisors/lab', rest: '/' }],
  ['/supervisors/prod%20site/apis', all, { api: 'a2', basePath: '/supervisors/prod%20site', rest: '/apis' }],
  ['/clusters/web/shop/api/v1/nodes', all, { api: 'a3', basePath: '/clusters/web/shop', rest: '/api/v1/nodes' }],
])('%s', async (path, known, expected) => {
  expect(await createResolveApi(() => known)(path)).toEqual(expected)
})

test.each<[string, KnownApi[], string]>([
  ['/api', [], 'there is no Supervisor yet: enable Workload Management on a vSphere cluster first'],
  [
    '/supervisors/x/api',
    [lab, prod],
    'there is no Kubernetes API at /supervisors/x: there is /supervisors/lab, /supervisors/prod site',
  ],
  ['/clusters/web/x', [], 'there is no Kubernetes API at /clusters/web/x: there is none yet'],
])('%s is not found', async (path, known, message) => {
  await expect(createResolveApi(() => known)(path)).rejects.toMatchObject({ reason: 'NotFound', message })
})
