import { describe, expect, test } from 'vitest'
import { formatSelector, matchesRequirements, parseSelector, selects } from './labels.ts'
import type { LabelSelector } from './object.ts'

const WEB = { app: 'web', tier: 'front', empty: '' }

describe('a selector in text form selects', () => {
  test.each([
    ['', true],
    ['app=web', true],
    ['app==web', true],
    [' app = web ', true],
    ['app!=web', false],
    ['app!=db', true],
    ['missing!=x', true],
    ['empty=', true],
    ['app=', false],
    ['app', true],
    ['!app', false],
    ['! missing', true],
    ['app in (web,db)', true],
    ['app in (db)', false],
    ['app notin (db, cache)', true],
    ['missing notin (x)', true],
    ['missing in (x)', false],
    ['empty in ()', true],
    ['app in (web),tier=front', true],
    ['app in (web,db),tier in (back,middle)', false],
    ['example.com/name', false],
    ['constructor', false],
    ['!constructor', true],
    ['toString=x', false],
  ])('%j: %s', (text, expected) => expect(matchesRequirements(WEB, parseSelector(text))).toBe(expected))

  test.each([
    'a b',
    'app=web,',
    ',app=web',
    'app=web db',
    'app in web',
    'app in (web',
    'app>1',
    'app<1',
    '=web',
    'a/b/c',
    '-app',
    'app=-web',
    `app=${'x'.repeat(64)}`,
    `${'x'.repeat(64)}=a`,
    'app in (a b)',
  ])('%j is refused as unreadable', (text) => expect(() => parseSelector(text)).toThrow(/^unable to parse requirement: /))
})

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
