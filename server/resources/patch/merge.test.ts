import { expect, test } from 'vitest'
import type { KubeObject } from '#domain/kube/object.ts'
import { applyMergePatch } from './merge.ts'
import { applyStrategicPatch } from './strategic.ts'

const CONFIG_MAP = { group: '', version: 'v1', kind: 'ConfigMap' }

test.each([
  ['null removes, objects merge', { a: { b: 1, c: 2 } }, { a: { b: null, d: 3 } }, { a: { c: 2, d: 3 } }],
  ['lists are replaced', { a: [1, 2] }, { a: [3] }, { a: [3] }],
  ['what is no object gives way', { a: 1 }, { a: { b: null, c: 1 } }, { a: { c: 1 } }],
])('%s', (_, target, patch, result) => {
  expect(applyMergePatch(target, patch)).toEqual(result)
})

test.each([
  ['a merge patch', (target: KubeObject, patch: object) => applyMergePatch(target, patch)],
  ['a strategic merge patch', (target: KubeObject, patch: object) => applyStrategicPatch(CONFIG_MAP, target, patch as never)],
])('%s can name a member __proto__, which inherits nothing to anybody', (_, apply) => {
  const target = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { kept: 'yes' } } as KubeObject
  const result = apply(target, JSON.parse('{"data":{"__proto__":"text"},"__proto__":{"immutable":true}}')) as {
    immutable?: boolean
  }
  expect(JSON.stringify(result)).toContain('"data":{"kept":"yes","__proto__":"text"}')
  expect(result.immutable).toBeUndefined()
})
