import { expect, test } from 'vitest'
import { checkInput } from './check-input.ts'
import { checkPools, NEW_NETWORK } from './network-input.ts'

const others = [
  { purpose: 'POD', cidr: '10.20.0.0/16', network: 'workload' },
  { purpose: 'SERVICE', cidr: '10.30.0.0/22', network: 'workload' },
]

const check = (more: object) =>
  checkPools(checkInput(NEW_NETWORK, { datacenterId: 'datacenter-1', name: 'new', kind: 'WORKLOAD', ...more }, 'Network'), others)

const pod = (cidr: string, more: object = {}) => ({ purpose: 'POD', cidr, ...more })

test.each<[what: string, more: object, field: string, message: string]>([
  ['no range', { pools: [pod('10.60.0.1/16')] }, 'pools.0.cidr', 'is not an IPv4 range'],
  ['a small range', { pools: [pod('10.60.0.0/24')] }, 'pools.0.cidr', 'is too small; use /23 or larger'],
  [
    'a gateway elsewhere',
    { pools: [pod('10.60.0.0/16', { gateway: '10.61.0.1' })] },
    'pools.0.gateway',
    'is not an address of 10.60.0.0/16',
  ],
  ['pods for management', { kind: 'MANAGEMENT', pools: [pod('10.60.0.0/16')] }, 'pools.0.purpose', 'only pools for MANAGEMENT'],
  [
    'management for workloads',
    { pools: [{ purpose: 'MANAGEMENT', cidr: '10.60.0.0/24' }] },
    'pools.0.purpose',
    'has pools for POD, SERVICE, INGRESS and EGRESS',
  ],
  [
    'two that overlap',
    { pools: [pod('10.60.0.0/16'), { purpose: 'EGRESS', cidr: '10.60.1.0/24' }] },
    'pools.1.cidr',
    'overlaps 10.60.0.0/16 (pod) of this network',
  ],
  [
    'one that overlaps another network',
    { pools: [pod('10.20.128.0/17')] },
    'pools.0.cidr',
    'overlaps 10.20.0.0/16 of network "workload"',
  ],
  [
    'a service range within the pods of another network',
    { pools: [{ purpose: 'SERVICE', cidr: '10.20.4.0/22' }] },
    'pools.0.cidr',
    'overlaps 10.20.0.0/16 of network "workload"',
  ],
  ['a VLAN that there is not', { vlan: 4095 }, 'vlan', 'must be from 1 to 4094'],
])('a network with %s is refused at its field', (_what, more, field, message) => {
  expect(() => check(more)).toThrow(
    expect.objectContaining({
      reason: 'Invalid',
      details: expect.objectContaining({
        causes: [expect.objectContaining({ field, message: expect.stringContaining(message) })],
      }),
    }),
  )
})

test.each<[what: string, more: object]>([
  ['no pools', {}],
  ['the service range of another network', { pools: [{ purpose: 'SERVICE', cidr: '10.30.0.0/22' }] }],
  ['ranges side by side', { pools: [pod('10.21.0.0/16', { gateway: '10.21.0.1' }), pod('10.22.0.0/16')] }],
])('a network with %s is fine', (_what, more) => {
  expect(() => check(more)).not.toThrow()
})
