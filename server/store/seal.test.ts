import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createSeal, isSealed } from './seal.ts'

test('what is sealed opens with the same key only, and never looks the same twice', () => {
  const key = randomBytes(32)
  const text = '{"data":{"password":"aHVudGVyMg=="},"ü":"\u{1F600}"}'
  const sealed = createSeal(key).seal(text)
  expect(isSealed(sealed)).toBe(true)
  expect(isSealed(text)).toBe(false)
  expect(createSeal(key).open(sealed)).toBe(text)
  expect(createSeal(key).seal(text)).not.toBe(sealed)
  expect(() => createSeal(randomBytes(32)).open(sealed)).toThrow('sealed with another key')
})

test('a changed letter is found out', () => {
  const seal = createSeal(randomBytes(32))
  const sealed = seal.seal('secret')
  const at = sealed.length - 8
  expect(() => seal.open(sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1))).toThrow(
    'sealed with another key',
  )
})

test('a key of the wrong length is refused', () => {
  expect(() => createSeal(randomBytes(16))).toThrow('32 bytes, not 16')
})
