import { describe, expect, test } from 'vitest'
import { preflightChecks } from './preflight-checks.ts'
import { proposeSupervisor } from './preflight-defaults.ts'
import type { PreflightFacts } from './preflight-facts.ts'
import type { EnableSpec } from './supervisor.ts'

const GIB = 1024 ** 3

const host = (number: number, more: Partial<PreflightFacts['hosts'][number]> = {}): PreflightFacts['hosts'][number] => ({
  id: `host-${number}`,
  name: `esx-0${number}`,
  address: `192.168.10.${100 + number}`,
  connection: 'CONNECTED',
  maintenance: 'NONE',
  cpuCores: 16,
  memoryBytes: 64 * GIB,
  vmCpus: 0,
  vmMemoryBytes: 0,
  ...more,
})

/** A cluster that nothing is wrong with. */
const good = (more: Partial<PreflightFacts> = {}): PreflightFacts => ({
  cluster: { id: 'domain-c1', name: 'cluster-01', datacenterId: 'datacenter-1', drsMode: 'FULLY_AUTOMATED', haEnabled: true },
  hosts: [host(1), host(2), host(3)],
  datastores: [{ id: 'datastore-1', name: 'fast', tags: ['gold'], freeBytes: 1000 * GIB }],
  policies: [{ id: 'policy-gold', name: 'Gold', tags: ['gold'] }],
  networks: [
    { id: 'network-1', name: 'management', kind: 'MANAGEMENT' },
    { id: 'network-2', name: 'workload', kind: 'WORKLOAD' },
  ],
  pools: [
    { networkId: 'network-1', purpose: 'MANAGEMENT', cidr: '192.168.10.0/24', gateway: '192.168.10.1', taken: [] },
    { networkId: 'network-2', purpose: 'POD', cidr: '10.244.0.0/16', gateway: null, taken: [] },
  ],
  supervisors: [],
  ...more,
})

const failing = (facts: PreflightFacts, change: (spec: EnableSpec) => EnableSpec = (spec) => spec) =>
  preflightChecks(facts, change(proposeSupervisor(facts))).filter(({ outcome }) => outcome !== 'ok')

test('what is proposed for a good cluster passes every check', () => {
  expect(failing(good())).toEqual([])
})

describe.each<[string, PreflightFacts, string, string]>([
  ['DRS not automated', good({ cluster: { ...good().cluster, drsMode: 'MANUAL' } }), 'drs', 'DRS is not fully automated'],
  ['HA off', good({ cluster: { ...good().cluster, haEnabled: false } }), 'ha', 'vSphere HA is off'],
  ['no hosts', good({ hosts: [] }), 'hosts', '0 of 0 hosts can be used, 1 are needed'],
  [
    'a host called localhost',
    good({ hosts: [host(1, { name: 'localhost' }), host(2), host(3)] }),
    'host-names',
    'A host is called "localhost"',
  ],
  [
    'two hosts of one name',
    good({ hosts: [host(1), host(2, { name: 'ESX-01' }), host(3)] }),
    'host-names',
    'Two hosts are called',
  ],
  [
    'no datastore for the policy',
    good({ datastores: [{ id: 'd', name: 'slow', tags: ['bronze'], freeBytes: 1 }] }),
    'storage',
    'There is no storage policy',
  ],
  ['no workload network', good({ networks: good().networks.slice(0, 1) }), 'networks', 'There is no workload network'],
  ['no room', good({ hosts: [1, 2, 3].map((each) => host(each, { memoryBytes: 8 * GIB - 1 })) }), 'room', '0 do'],
])('%s', (_what, facts, id, message) => {
  test(`fails ${id}`, () => {
    const check = failing(facts).find((each) => each.id === id)
    expect(check).toMatchObject({
      outcome: 'error',
      message: expect.stringContaining(message),
      remedy: expect.stringMatching(/\w/),
    })
  })
})

test.each<[string, (spec: EnableSpec) => EnableSpec, string, string]>([
  ['a name with a dot', (spec) => ({ ...spec, name: 'a.b' }), 'name', 'is no DNS label'],
  [
    'a taken address',
    (spec) => ({ ...spec, managementNetwork: { ...spec.managementNetwork, startingAddress: '192.168.10.99' } }),
    'management-addresses',
    '192.168.10.101 is in use',
  ],
  [
    'addresses beyond the end',
    (spec) => ({ ...spec, managementNetwork: { ...spec.managementNetwork, startingAddress: '192.168.10.253' } }),
    'management-addresses',
    '192.168.11.0 is outside',
  ],
  [
    'a range with host bits',
    (spec) => ({ ...spec, workloadNetwork: { ...spec.workloadNetwork, podCidr: '10.244.0.1/16' } }),
    'ranges',
    'is not an IPv4 range',
  ],
  [
    'too few pods',
    (spec) => ({ ...spec, workloadNetwork: { ...spec.workloadNetwork, podCidr: '10.244.0.0/24' } }),
    'ranges',
    'is too small',
  ],
  [
    'pods and services overlapping',
    (spec) => ({ ...spec, workloadNetwork: { ...spec.workloadNetwork, podCidr: '10.96.0.0/16' } }),
    'ranges',
    'overlap',
  ],
  [
    'pods on the management network',
    (spec) => ({ ...spec, workloadNetwork: { ...spec.workloadNetwork, podCidr: '192.168.0.0/16' } }),
    'ranges',
    'overlap',
  ],
  [
    'a workload network for management',
    (spec) => ({ ...spec, managementNetwork: { ...spec.managementNetwork, networkId: 'network-2' } }),
    'networks',
    'is not a management network',
  ],
])('%s is refused', (_what, change, id, message) => {
  expect(failing(good(), change).find((each) => each.id === id)).toMatchObject({
    outcome: 'error',
    message: expect.stringContaining(message),
  })
})

test('fewer than three hosts are offered one control-plane machine, with a warning', () => {
  const facts = good({ hosts: [host(1), host(2)] })
  expect(proposeSupervisor(facts).controlPlaneCount).toBe(1)
  expect(failing(facts)).toMatchObject([{ id: 'hosts', outcome: 'warning' }])
  expect(failing(facts, (spec) => ({ ...spec, controlPlaneCount: 3 }))).toEqual(
    expect.arrayContaining([expect.objectContaining({ id: 'hosts', outcome: 'error' })]),
  )
})

test('small hosts are offered the smallest size', () => {
  const facts = good({ hosts: [1, 2, 3].map((each) => host(each, { memoryBytes: 12 * GIB })) })
  expect(proposeSupervisor(facts).size).toBe('TINY')
})

test('a second Supervisor is proposed a name, addresses and ranges of its own', () => {
  const first = { id: 's1', name: 'supervisor-01', clusterId: 'domain-c9', spec: proposeSupervisor(good()) }
  const facts = good({ supervisors: [first] })
  const second = proposeSupervisor(facts)
  expect(second).toMatchObject({
    name: 'supervisor-02',
    managementNetwork: { startingAddress: '192.168.10.7' },
    workloadNetwork: { podCidr: '10.245.0.0/16', serviceCidr: '10.96.0.0/22' },
  })
  expect(failing(facts)).toEqual([])
  expect(failing(facts, () => ({ ...first.spec, name: 'other' })).map(({ id }) => id)).toEqual(['management-addresses', 'ranges'])
})

test('a pod range without a part for every host is warned of at its field, and stops nothing', () => {
  const hosts = Array.from({ length: 33 }, (_, index) =>
    host(index, { name: `esx-${index}`, address: `192.168.10.${50 + index}` }),
  )
  const found = failing(good({ hosts }), (spec) => ({
    ...spec,
    workloadNetwork: { ...spec.workloadNetwork, podCidr: '10.244.0.0/23' },
  }))
  expect(found).toMatchObject([
    {
      id: 'ranges',
      outcome: 'warning',
      field: 'workloadNetwork.podCidr',
      message: 'The range for pods, 10.244.0.0/23, has no part for 1 of 33 hosts',
    },
  ])
})
