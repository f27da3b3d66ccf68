import { expect, test } from 'vitest'
import { firstFreeNumber, nameDigits, simulatedHostName } from './simulated-names.ts'

test('names have as many digits as the last of them', () => {
  expect([
    simulatedHostName(1, nameDigits(8)),
    simulatedHostName(9, nameDigits(108)),
    simulatedHostName(1000, nameDigits(1000)),
  ]).toEqual(['esx-01.lab.local', 'esx-009.lab.local', 'esx-1000.lab.local'])
})

test.each([
  [[], 1],
  [['web.example.test', 'esx-1.other'], 1],
  [['esx-01.lab.local', 'esx-08.lab.local', 'esx-0003.lab.local'], 9],
  [['esx-1000.lab.local', 'esx-09.lab.local'], 1001],
])('after %j comes %i', (names, free) => {
  expect(firstFreeNumber(names)).toBe(free)
})
