import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { KubeObject } from '#domain/kube/object.ts'
import type { Change } from '#server/store/object-store.ts'
import { kindOf } from '../kinds.ts'
import { isSelected, selectionOf } from '../selection.ts'
import { eventOf } from './watch.ts'

const kind = kindOf('configmaps')
const object = (color: string | undefined, revision = '4'): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a', namespace: 'lab', resourceVersion: revision, ...(color ? { labels: { color } } : {}) },
})

const named = (name: string, color: string | undefined): KubeObject => {
  const made = object(color)
  return { ...made, metadata: { ...made.metadata, name } }
}

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

const COLORS = ['red', 'blue', undefined] as const

test('whoever follows the events of a selection has what a list of it would give', () => {
  const steps = fc.array(fc.record({ name: fc.constantFrom('a', 'b', 'c'), color: fc.constantFrom(...COLORS, 'gone') }), {
    maxLength: 40,
  })
  fc.assert(
    fc.property(steps, (given) => {
      const selection = selectionOf(kind, { namespace: 'lab', labelSelector: 'color=red' })
      const stored = new Map<string, KubeObject>()
      const seen = new Set<string>()
      given.forEach(({ name, color }, index) => {
        const previous = stored.get(name)
        if (color === 'gone' && !previous) return
        const next = named(name, color === 'gone' ? previous?.metadata.labels?.color : color)
        const operation = color === 'gone' ? 'DELETED' : previous ? 'MODIFIED' : 'ADDED'
        if (operation === 'DELETED') stored.delete(name)
        else stored.set(name, next)
        const event = eventOf(kind, selection, {
          ...change(operation, ''),
          name,
          revision: String(index + 1),
          object: next,
          ...(previous ? { previous } : {}),
        })
        if (event?.type === 'DELETED') expect(seen.delete(name)).toBe(true)
        else if (event?.type === 'ADDED') expect(seen.has(name)).toBe(false)
        if (event && event.type !== 'DELETED') seen.add(name)
      })
      const listed = [...stored.values()].filter((each) => isSelected(kind, selection, each))
      expect([...seen].sort()).toEqual(listed.map(({ metadata }) => metadata.name).sort())
    }),
  )
})
