import { describe, expect, test } from 'vitest'
import type { KubeObject } from '#domain/kube/object.ts'
import { applyStrategicPatch } from './strategic.ts'

const POD = { group: '', version: 'v1', kind: 'Pod' }
const DEPLOYMENT = { group: 'apps', version: 'v1', kind: 'Deployment' }

const patched = (spec: Record<string, unknown>, patch: Record<string, unknown>, gvk = POD): unknown =>
  applyStrategicPatch(gvk, { apiVersion: 'v1', kind: gvk.kind, metadata: { name: 'p' }, spec } as KubeObject, { spec: patch })
    .spec

describe('lists with a merge key', () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>, unknown]>([
    [
      'change the item with that key and keep the others',
      {
        containers: [
          { name: 'a', image: '1' },
          { name: 'b', image: '1' },
        ],
      },
      { containers: [{ name: 'b', image: '2' }] },
      {
        containers: [
          { name: 'a', image: '1' },
          { name: 'b', image: '2' },
        ],
      },
    ],
    [
      'take a new item, without its nulls',
      { containers: [{ name: 'a' }] },
      { containers: [{ name: 'b', image: '2', command: null }] },
      { containers: [{ name: 'a' }, { name: 'b', image: '2' }] },
    ],
    [
      'lose an item with $patch: delete',
      { containers: [{ name: 'a' }, { name: 'b' }] },
      { containers: [{ name: 'a', $patch: 'delete' }] },
      { containers: [{ name: 'b' }] },
    ],
    [
      'are replaced with $patch: replace',
      { containers: [{ name: 'a' }, { name: 'b' }] },
      { containers: [{ name: 'c' }, { $patch: 'replace' }] },
      { containers: [{ name: 'c' }] },
    ],
    [
      'merge inside an item, by the key of that list',
      { containers: [{ name: 'a', ports: [{ containerPort: 80, name: 'http' }], env: [{ name: 'X', value: '1' }] }] },
      { containers: [{ name: 'a', ports: [{ containerPort: 81 }], env: [{ name: 'X', value: '2' }] }] },
      {
        containers: [
          { name: 'a', ports: [{ containerPort: 80, name: 'http' }, { containerPort: 81 }], env: [{ name: 'X', value: '2' }] },
        ],
      },
    ],
    [
      'follow $setElementOrder',
      { containers: [{ name: 'a' }, { name: 'b' }] },
      { '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }] },
      { containers: [{ name: 'b' }, { name: 'a' }] },
    ],
    [
      'keep items of others in their place under $setElementOrder',
      { containers: [{ name: 'sidecar' }, { name: 'a' }] },
      { containers: [{ name: 'b' }], '$setElementOrder/containers': [{ name: 'a' }, { name: 'b' }] },
      { containers: [{ name: 'sidecar' }, { name: 'a' }, { name: 'b' }] },
    ],
  ])('%s', (_what, spec, patch, expected) => {
    expect(patched(spec, patch)).toEqual(expected)
  })

  test('need the key', () => {
    expect(() => patched({ containers: [{ name: 'a' }] }, { containers: [{ image: 'nokey' }] })).toThrow(
      'map: map[image:nokey] does not contain declared merge key: name',
    )
  })
})

test('lists without one are replaced', () => {
  const spec = { containers: [{ name: 'a', args: ['1', '2'] }] }
  expect(patched(spec, { containers: [{ name: 'a', args: ['3'] }] })).toEqual({ containers: [{ name: 'a', args: ['3'] }] })
})

test('primitive lists that merge take and lose single values', () => {
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', finalizers: ['a/a', 'b/b'] } }
  const patch = { metadata: { finalizers: ['c/c'], '$deleteFromPrimitiveList/finalizers': ['a/a'] } }
  expect(applyStrategicPatch(POD, object, patch).metadata.finalizers).toEqual(['b/b', 'c/c'])
})

test('$retainKeys drops what is not named, as a changed strategy must', () => {
  const spec = { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } }
  expect(patched(spec, { strategy: { $retainKeys: ['type'], type: 'Recreate' } }, DEPLOYMENT)).toEqual({
    strategy: { type: 'Recreate' },
  })
})

test('null removes, and maps can be replaced whole', () => {
  const spec = { nodeSelector: { a: '1', b: '2' }, paused: true }
  expect(patched(spec, { nodeSelector: { a: null }, paused: null })).toEqual({ nodeSelector: { b: '2' } })
  expect(patched(spec, { nodeSelector: { $patch: 'replace', c: '3' } })).toEqual({ nodeSelector: { c: '3' }, paused: true })
})
