import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cpuMillis, formatBytes, fromScalar, parseQuantity, toScalar, tryParseQuantity, wholeUnits } from './quantity.ts'

describe('parseQuantity', () => {
  test.each([
    ['0', 0],
    ['1', 1],
    ['+1', 1],
    ['-1', -1],
    ['.5', 0.5],
    ['5.', 5],
    ['500m', 0.5],
    ['250u', 0.00025],
    ['1k', 1000],
    ['1Ki', 1024],
    ['1.5Gi', 1.5 * 1024 ** 3],
    ['1E', 1e18],
    ['1e3', 1000],
    ['1E3', 1000],
    ['12e-1', 1.2],
    [2, 2],
  ])('%s is %d', (text, amount) => expect(parseQuantity(text)).toBeCloseTo(amount, 9))

  test.each(['', ' 1', '1 ', '1K', '1ki', 'Gi', '1GiB', '1e', '--1', '1e3Ki', '0x10', 'NaN', 'Infinity', undefined, null, '1,5'])(
    '%j is not a quantity',
    (text) => {
      expect(tryParseQuantity(text)).toBeUndefined()
      expect(() => parseQuantity(text)).toThrow(/quantities must match the regular expression/)
    },
  )
})

describe('whole scales round up, away from zero', () => {
  test.each([
    ['100m', 100],
    ['0.1', 100],
    ['1.1', 1100],
    ['4.35', 4350],
    ['0.5m', 1],
    ['1n', 1],
    ['1000001n', 2],
    ['-1.5m', -2],
    ['0', 0],
  ])('%s of a cpu is %d millicores', (text, millis) => expect(cpuMillis(text)).toBe(millis))

  test.each([
    ['1.1Ki', 1127],
    ['512Mi', 536870912],
    ['1n', 1],
    ['8Pi', 2 ** 53],
    ['123456789.5', 123456790],
  ])('%s is %d whole units', (text, units) => expect(wholeUnits(text)).toBe(units))

  test('every whole number of millicores survives its decimal text', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (millis) => {
        expect(cpuMillis(String(millis / 1000))).toBe(millis)
        expect(cpuMillis(`${millis}m`)).toBe(millis)
      }),
    )
  })
})

describe('fromScalar', () => {
  test.each([
    ['cpu', 500, '500m'],
    ['cpu', 2000, '2'],
    ['requests.cpu', 1500, '1500m'],
    ['example.com/cpu', 3, '3'],
    ['memory', 536870912, '512Mi'],
    ['limits.memory', 1500, '1500'],
    ['gold.storageclass.storage.k8s.io/requests.storage', 1024 ** 4, '1Ti'],
    ['hugepages-2Mi', 4 * 1024 ** 2, '4Mi'],
    ['pods', 1024, '1024'],
    ['count/secrets', 3, '3'],
  ])('%s %d reads %s', (resource, amount, text) => expect(fromScalar(resource, amount)).toBe(text))

  test('toScalar reads back what fromScalar wrote', () => {
    const resource = fc.constantFrom('cpu', 'memory', 'requests.storage', 'pods')
    fc.assert(
      fc.property(resource, fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (name, amount) => {
        expect(toScalar(name, fromScalar(name, amount))).toBe(amount)
      }),
    )
  })
})

test.each([
  [0, '0'],
  [1, '1'],
  [1023, '1023'],
  [1024, '1Ki'],
  [3 * 1024 ** 3, '3Gi'],
  [-1024, '-1Ki'],
])('%d bytes read %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))
