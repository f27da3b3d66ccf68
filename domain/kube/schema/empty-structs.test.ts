import { expect, test } from 'vitest'
import { withEmptyStructs } from './empty-structs.ts'

test.each([
  [
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'c' }], volumes: [{ name: 'v' }] } },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: { containers: [{ name: 'c', resources: {} }], volumes: [{ name: 'v' }] },
      status: {},
    },
  ],
  [
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 's' }, spec: { ports: [{ port: 80, targetPort: 80 }] } },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 's' },
      spec: { ports: [{ port: 80, targetPort: 80 }] },
      status: { loadBalancer: {} },
    },
  ],
  [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { a: 'b' } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { a: 'b' } },
  ],
])('%o', (object, printed) => {
  expect(withEmptyStructs({ group: '', version: 'v1', kind: object.kind }, object)).toEqual(printed)
})
