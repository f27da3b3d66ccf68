import { expect, test } from 'vitest'
import { kindId } from '#server/resources/kind.ts'
import { kinds } from '#server/resources/kinds.ts'
import { contentKinds } from './kinds-of-content.ts'

test('knows every kind that is stored, each once', () => {
  const stored = kinds.filter(({ view, verbs }) => !view && verbs.includes('delete')).map(kindId)
  expect(
    contentKinds()
      .map(({ resource }) => resource)
      .sort(),
  ).toEqual([...stored].sort())
  expect(stored).toContain('pods')
  expect(stored).not.toContain('events.events.k8s.io')
})

test('whatever lives in a namespace can be deleted with it', () => {
  const wanting = kinds.filter(({ namespaced, verbs }) => namespaced && !verbs.includes('deletecollection'))
  expect(wanting.map(kindId)).toEqual([])
})
