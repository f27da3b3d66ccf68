import { expect, test } from 'vitest'
import type { KubeObject } from '#domain/kube/object.ts'
import { createRecentObjects } from './recent-objects.ts'

const key = (name: string) => ({ api: 'a', resource: 'configmaps', namespace: 'lab', name })
const object = (name: string, length = 0): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data: { k: 'x'.repeat(length) },
})

test('forgets what was written longest ago when there is too much', () => {
  const size = JSON.stringify(object('a')).length
  const recent = createRecentObjects({ total: 2 * size, each: size })
  for (const name of ['a', 'b', 'a', 'c']) recent.set(key(name), object(name))
  expect(['a', 'b', 'c'].map((name) => recent.get(key(name))?.metadata.name)).toEqual(['a', undefined, 'c'])
})

test('does not keep what is too large, nor an older version of it', () => {
  const recent = createRecentObjects({ total: 1000, each: 200 })
  recent.set(key('a'), object('a'))
  recent.set(key('a'), object('a', 500))
  expect(recent.get(key('a'))).toBeUndefined()
})
