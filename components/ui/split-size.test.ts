import { expect, test } from 'vitest'
import { clampSize, sizeForKey } from './split-size.ts'

test.each([
  ['inside the limits', 300, 1000, 300],
  ['not below the least', 50, 1000, 200],
  ['not above the most', 900, 2000, 600],
  ['the other pane keeps 120 px', 600, 500, 380],
  ['the least wins in a tiny window', 600, 100, 200],
])('%s', (_, wanted, room, size) => expect(clampSize(wanted, 200, 600, room)).toBe(size))

test.each([
  ['ArrowRight', 'row', 'first', 316],
  ['ArrowLeft', 'row', 'first', 284],
  ['ArrowRight', 'row', 'second', 284],
  ['ArrowUp', 'column', 'second', 316],
  ['ArrowUp', 'row', 'first', null],
  ['Home', 'row', 'first', 200],
  ['End', 'row', 'first', 600],
  ['Tab', 'row', 'first', null],
] as const)('%s in a %s with the %s pane sized', (key, direction, sized, size) => {
  expect(sizeForKey({ key, shiftKey: false }, direction, sized, 300, 200, 600)).toBe(size)
})

test('Shift takes larger steps', () => {
  expect(sizeForKey({ key: 'ArrowRight', shiftKey: true }, 'row', 'first', 300, 200, 600)).toBe(364)
})
