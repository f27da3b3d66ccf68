import { describe, expect, test } from 'vitest'
import { placeVm, type VmHost, withVm } from './vm-placement.ts'

const GIB = 1024 ** 3
const host = (name: string, more: Partial<VmHost> = {}): VmHost => ({
  id: `id-${name}`,
  name,
  cpuMillis: 16_000,
  memoryBytes: 64 * GIB,
  takenCpuMillis: 0,
  takenMemoryBytes: 0,
  groups: [],
  ...more,
})
const vm = { cpuCount: 4, memoryMiB: 16 * 1024, group: 'supervisor' }
const chosen = (hosts: VmHost[], strict = false) => {
  const found = placeVm(vm, hosts, strict)
  return 'host' in found ? found.host.name : found.reason
}

describe('a machine goes', () => {
  test.each<[string, VmHost[], boolean, string]>([
    ['to the first by name when all are alike', [host('b'), host('a')], false, 'a'],
    ['to the least loaded', [host('a', { takenCpuMillis: 1000 }), host('b')], false, 'b'],
    ['by the scarcest resource', [host('a', { takenMemoryBytes: 40 * GIB }), host('b', { takenCpuMillis: 4000 })], false, 'b'],
    ['apart from its like', [host('a', { groups: ['supervisor'] }), host('b', { takenCpuMillis: 9000 })], false, 'b'],
    [
      'beside its like when there is no other room',
      [host('a', { groups: ['supervisor'] }), host('b', { takenCpuMillis: 13_000 })],
      false,
      'a',
    ],
    [
      'nowhere beside its like when that is forbidden',
      [host('a', { groups: ['supervisor'] })],
      true,
      'each of 1 hosts with room has a machine of the same Supervisor already',
    ],
    ['nowhere without room', [host('a', { takenMemoryBytes: 49 * GIB })], false, 'none of 1 hosts has 4 vCPUs and 16 GiB free'],
    ['nowhere without hosts', [], false, 'no other host is connected and out of maintenance mode'],
  ])('%s', (_what, hosts, strict, expected) => expect(chosen(hosts, strict)).toBe(expected))
})

test('a host with the machine on it has less left', () => {
  expect(withVm(host('a'), vm)).toMatchObject({ takenCpuMillis: 4000, takenMemoryBytes: 16 * GIB, groups: ['supervisor'] })
})
