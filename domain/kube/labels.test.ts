import { describe, expect, test } from 'vitest'
import { formatSelector, selects } from './labels.ts'
import type { LabelSelector } from './object.ts'

const WEB = { app: 'web', tier: 'front', empty: '' }

describe('a LabelSelector', () => {
  test.each<[string, LabelSelector | undefined, boolean, string]>([
    ['absent selects nothing', undefined, false, '<none>'],
    ['empty selects everything', {}, true, '<none>'],
    ['by label', { matchLabels: { app: 'web' } }, true, 'app=web'],
    ['by another value', { matchLabels: { app: 'db' } }, false, 'app=db'],
    ['In', { matchExpressions: [{ key: 'app', operator: 'In', values: ['db', 'web'] }] }, true, 'app in (db,web)'],
    ['NotIn', { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] }, false, 'app notin (web)'],
    ['Exists', { matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, true, 'tier'],
    ['DoesNotExist', { matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] }, false, '!tier'],
    [
      'both must hold',
      { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'tier', operator: 'In', values: ['back'] }] },
      false,
      'app=web,tier=back',
    ],
  ])('%s', (_, selector, expected, text) => {
    expect(selects(selector, WEB)).toBe(expected)
    expect(formatSelector(selector)).toBe(text)
  })

  test('an object without labels is selected by the empty selector only', () => {
    expect(selects({}, undefined)).toBe(true)
    expect(selects({ matchLabels: { app: 'web' } }, undefined)).toBe(false)
  })
})
