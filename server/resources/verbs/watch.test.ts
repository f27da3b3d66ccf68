import { expect, test } from 'vitest'
import type { KubeObject } from '#domain/kube/object.ts'
import type { Change } from '#server/store/object-store.ts'
import { kindOf } from '../kinds.ts'
import { selectionOf } from '../selection.ts'
import { eventOf } from './watch.ts'

const kind = kindOf('configmaps')
const object = (color: string | undefined, revision = '4'): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a', namespace: 'lab', resourceVersion: revision, ...(color ? { labels: { color } } : {}) },
})

const change = (operation: Change['operation'], now: string, before?: string): Change => ({
  api: 'a',
  kind: 'configmaps',
  namespace: 'lab',
  name: 'a',
  revision: '5',
  operation,
  object: object(now, '5'),
  ...(before ? { previous: object(before) } : {}),
})

test.each<[string, Change, string | undefined]>([
  ['created inside', change('ADDED', 'red'), 'ADDED'],
  ['created outside', change('ADDED', 'blue'), undefined],
  ['changed inside', change('MODIFIED', 'red', 'red'), 'MODIFIED'],
  ['changed outside', change('MODIFIED', 'blue', 'blue'), undefined],
  ['entered', change('MODIFIED', 'red', 'blue'), 'ADDED'],
  ['left', change('MODIFIED', 'blue', 'red'), 'DELETED'],
  ['changed inside, what was before is not known', change('MODIFIED', 'red'), 'MODIFIED'],
  ['is outside, what was before is not known', change('MODIFIED', 'blue'), 'DELETED'],
  ['deleted inside', change('DELETED', 'red'), 'DELETED'],
  ['deleted outside', change('DELETED', 'blue', 'blue'), undefined],
])('%s', (_what, given, expected) => {
  const event = eventOf(kind, selectionOf(kind, { namespace: 'lab', labelSelector: 'color=red' }), given)
  expect(event?.type).toBe(expected)
  if (event) expect([event.resourceVersion, event.object.metadata.resourceVersion]).toEqual(['5', '5'])
})

test('nothing of another namespace is told', () => {
  expect(eventOf(kind, selectionOf(kind, { namespace: 'other' }), change('MODIFIED', 'red'))).toBeUndefined()
})
