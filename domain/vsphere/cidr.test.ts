import { describe, expect, test } from 'vitest'
import {
  type Cidr,
  cidrAround,
  consecutiveAddresses,
  contains,
  freeCidr,
  maskPrefix,
  overlaps,
  parseCidr,
  prefixMask,
} from './cidr.ts'

const cidr = (text: string): Cidr => {
  const parsed = parseCidr(text)
  if (!parsed) throw new Error(`${text} is no range`)
  return parsed
}

test.each([
  ['10.0.0.0/8', 2 ** 24],
  ['0.0.0.0/0', 2 ** 32],
  ['255.255.255.255/32', 1],
  [' 10.244.0.0/16 ', 65_536],
])('%s is a range', (text, size) => expect(parseCidr(text)?.size).toBe(size))

test.each(['10.0.0.1/24', '10.0.0.0/33', '10.0.0/24', '10.0.0.0', '256.0.0.0/8', '01.0.0.0/8', 'x', ''])('%s is none', (text) =>
  expect(parseCidr(text)).toBeUndefined(),
)

test.each([
  ['10.0.0.0/24', '10.0.1.0/24', false],
  ['10.0.0.0/16', '10.0.1.0/24', true],
  ['10.0.1.0/24', '10.0.0.0/16', true],
  ['10.0.0.0/24', '10.0.0.0/24', true],
])('%s and %s overlap: %s', (a, b, expected) => expect(overlaps(cidr(a), cidr(b))).toBe(expected))

test.each([
  ['255.255.255.0', 24],
  ['255.255.240.0', 20],
  ['0.0.0.0', 0],
  ['255.255.255.255', 32],
  ['255.0.255.0', undefined],
  ['nonsense', undefined],
])('the mask %s has the prefix %s', (mask, prefix) => {
  expect(maskPrefix(mask)).toBe(prefix)
  if (prefix !== undefined) expect(prefixMask(prefix)).toBe(mask)
})

test('a range around an address contains it', () => {
  expect(cidrAround('192.168.10.77', 24)?.text).toBe('192.168.10.0/24')
  expect(contains(cidr('192.168.10.0/24'), '192.168.10.255')).toBe(true)
  expect(contains(cidr('192.168.10.0/24'), '192.168.11.0')).toBe(false)
})

describe('the next free range', () => {
  test.each([
    [[], '10.244.0.0/16'],
    [['10.244.0.0/16'], '10.245.0.0/16'],
    [['10.244.128.0/17', '10.245.0.0/24'], '10.246.0.0/16'],
    [['10.240.0.0/12'], '11.0.0.0/16'],
  ])('beside %s is %s', (taken, expected) => expect(freeCidr(cidr('10.244.0.0/16'), taken.map(cidr))?.text).toBe(expected))

  test('is none at the end of the address space', () => {
    expect(freeCidr(cidr('255.0.0.0/8'), [cidr('255.0.0.0/8')])).toBeUndefined()
  })
})

describe('consecutive addresses', () => {
  test('leave out network, broadcast and what is taken', () => {
    expect(consecutiveAddresses(cidr('10.0.0.0/29'), 3, new Set(['10.0.0.2']))).toEqual(['10.0.0.3', '10.0.0.4', '10.0.0.5'])
    expect(consecutiveAddresses(cidr('10.0.0.0/29'), 5, new Set(['10.0.0.2']))).toBeUndefined()
    expect(consecutiveAddresses(cidr('10.0.0.0/29'), 2, new Set(), '10.0.0.4')).toEqual(['10.0.0.4', '10.0.0.5'])
  })
})
