import { expect, test } from 'vitest'
import { overlaps, parseCidr } from './cidr.ts'
import { partPodRange, podAddresses } from './pod-ranges.ts'

const part = (cidr: string, taken: string[], hosts: number, count: number, gateway: string | null = null) =>
  partPodRange({ cidr, gateway }, taken, hosts, count).map(({ text }) => text)

test.each<[string, ReturnType<typeof part>, string[]]>([
  ['few hosts have large parts', part('10.50.0.0/20', [], 3, 3), ['10.50.0.0/24', '10.50.1.0/24', '10.50.2.0/24']],
  ['what is taken is left out', part('10.50.0.0/20', ['10.50.0.0/24', '10.50.2.0/24'], 4, 2), ['10.50.1.0/24', '10.50.3.0/24']],
  ['many hosts share the range', part('10.50.0.0/23', [], 8, 2), ['10.50.0.0/26', '10.50.0.64/26']],
  ['who comes late has what is left', part('10.50.0.0/23', ['10.50.0.0/24', '10.50.1.0/25'], 2, 2), ['10.50.1.128/25']],
  ['a range that is used up has none', part('10.50.0.0/23', ['10.50.0.0/24', '10.50.1.0/24'], 3, 1), []],
  ['the usual gateway is in nobody’s way', part('10.50.0.0/23', [], 1, 1, '10.50.0.1'), ['10.50.0.0/24']],
  ['another one is', part('10.50.0.0/23', [], 1, 1, '10.50.0.254'), ['10.50.1.0/24']],
  ['no range has no parts', part('', [], 1, 1), []],
])('%s', (_, parts, expected) => {
  expect(parts).toEqual(expected)
})

test('a thousand hosts fit into a /16, and no two parts overlap', () => {
  const parts = partPodRange({ cidr: '10.244.0.0/16', gateway: null }, [], 1000, 1000)
  expect(parts).toHaveLength(1000)
  expect(parts.every((each, index) => index === 0 || !overlaps(each, parts[index - 1] ?? each))).toBe(true)
})

test('the addresses of a part leave out its own, the gateway and the broadcast address', () => {
  const part = parseCidr('10.50.1.0/28')
  const addresses = part ? podAddresses(part) : []
  expect([addresses.length, addresses[0], addresses.at(-1)]).toEqual([13, '10.50.1.2', '10.50.1.14'])
})
