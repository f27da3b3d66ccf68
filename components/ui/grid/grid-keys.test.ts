import { expect, test } from 'vitest'
import { type GridCommand, type GridKey, gridCommand } from './grid-keys.ts'

const move = (to: number, extend = false): GridCommand => ({ kind: 'move', to, extend })

test.each<[string, GridKey, number, GridCommand | null]>([
  ['down', { key: 'ArrowDown' }, 3, move(4)],
  ['j', { key: 'j' }, 3, move(4)],
  ['shift+j extends', { key: 'J', shiftKey: true }, 3, move(4, true)],
  ['k', { key: 'k' }, 3, move(2)],
  ['down at the end stays', { key: 'ArrowDown' }, 99, move(99)],
  ['up at the start stays', { key: 'ArrowUp' }, 0, move(0)],
  ['the first key goes to the first row', { key: 'ArrowDown' }, -1, move(0)],
  ['up without an active row too', { key: 'ArrowUp' }, -1, move(0)],
  ['home', { key: 'Home' }, 50, move(0)],
  ['end', { key: 'End' }, 50, move(99)],
  ['page down', { key: 'PageDown' }, 50, move(70)],
  ['page up stops at the top', { key: 'PageUp' }, 5, move(0)],
  ['enter', { key: 'Enter' }, 3, { kind: 'open' }],
  ['enter without an active row', { key: 'Enter' }, -1, null],
  ['space', { key: ' ' }, 3, { kind: 'toggle' }],
  ['x', { key: 'x' }, 3, { kind: 'toggle' }],
  ['dot', { key: '.' }, 3, { kind: 'menu' }],
  ['shift+F10', { key: 'F10', shiftKey: true }, 3, { kind: 'menu' }],
  ['F10 alone is the browser’s', { key: 'F10' }, 3, null],
  ['ctrl+a', { key: 'a', ctrlKey: true }, 3, { kind: 'toggle-all' }],
  ['cmd+a', { key: 'a', metaKey: true }, -1, { kind: 'toggle-all' }],
  ['ctrl+k is the palette’s', { key: 'k', ctrlKey: true }, 3, null],
  ['alt+arrow is the browser’s', { key: 'ArrowDown', altKey: true }, 3, null],
  ['escape', { key: 'Escape' }, 3, { kind: 'clear' }],
  ['tab leaves the grid', { key: 'Tab' }, 3, null],
])('%s', (_, key, active, command) => expect(gridCommand(key, active, 100, 20)).toEqual(command))

test('an empty grid has no rows to go to', () => {
  expect(gridCommand({ key: 'ArrowDown' }, -1, 0, 20)).toBeNull()
})
