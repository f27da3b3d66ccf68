import {
  addressNumber,
  addressText,
  type Cidr,
  cidrAround,
  consecutiveAddresses,
  freeCidr,
  maskPrefix,
  parseCidr,
  prefixMask,
} from './cidr.ts'
import { hasRoom, MANAGEMENT_ADDRESSES, type PreflightFacts, usableHosts } from './preflight-facts.ts'
import { CONTROL_PLANE_SIZES, type EnableSpec } from './supervisor.ts'

/** Ranges proposed where the network has no pool of its own. */
const USUAL_CIDRS = { POD: '10.244.0.0/16', SERVICE: '10.96.0.0/22', INGRESS: '192.168.200.0/24', EGRESS: '192.168.201.0/24' }

/** The ranges of a Supervisor that are routed outside it, so that no other may use them: pods, ingress and egress. */
export const routedCidrs = ({ workloadNetwork }: EnableSpec): Cidr[] =>
  [workloadNetwork.podCidr, workloadNetwork.ingressCidr, workloadNetwork.egressCidr].flatMap((text) => parseCidr(text) ?? [])

/** The management addresses that a Supervisor holds: five from its starting address. */
export const managementRange = ({ managementNetwork }: EnableSpec): string[] => {
  const first = addressNumber(managementNetwork.startingAddress ?? '')
  return first === undefined ? [] : Array.from({ length: MANAGEMENT_ADDRESSES }, (_, index) => addressText(first + index))
}

/** The management network's range, from its pool or from what the spec says. */
export const managementCidr = (facts: PreflightFacts, spec: EnableSpec): Cidr | undefined => {
  const { startingAddress, subnetMask, networkId } = spec.managementNetwork
  const prefix = subnetMask ? maskPrefix(subnetMask) : undefined
  if (startingAddress && prefix !== undefined) return cidrAround(startingAddress, prefix)
  const pool = facts.pools.find((each) => each.networkId === networkId && each.purpose === 'MANAGEMENT')
  return pool ? parseCidr(pool.cidr) : undefined
}

/** Every management address that is somebody's already. */
export const takenAddresses = (facts: PreflightFacts): Set<string> =>
  new Set([
    ...facts.hosts.map(({ address }) => address),
    ...facts.pools.flatMap(({ taken, gateway }) => [...taken, ...(gateway ? [gateway] : [])]),
    ...facts.supervisors.flatMap(({ spec }) => managementRange(spec)),
  ])

const managementDefaults = (facts: PreflightFacts): EnableSpec['managementNetwork'] => {
  const network = facts.networks.find(({ kind }) => kind === 'MANAGEMENT')
  const pool = facts.pools.find(({ networkId, purpose }) => networkId === network?.id && purpose === 'MANAGEMENT')
  const cidr = pool ? parseCidr(pool.cidr) : undefined
  const [startingAddress] = (cidr && consecutiveAddresses(cidr, MANAGEMENT_ADDRESSES, takenAddresses(facts))) ?? []
  const servers = pool?.gateway ? [pool.gateway] : []
  return {
    networkId: network?.id ?? '',
    mode: 'STATIC',
    ...(startingAddress ? { startingAddress } : {}),
    ...(cidr ? { subnetMask: prefixMask(cidr.prefix) } : {}),
    ...(pool?.gateway ? { gateway: pool.gateway } : {}),
    dnsServers: servers,
    searchDomains: [],
    ntpServers: servers,
  }
}

const workloadDefaults = (facts: PreflightFacts): EnableSpec['workloadNetwork'] => {
  const network = facts.networks.find(({ kind }) => kind === 'WORKLOAD')
  const own = facts.pools.filter(({ networkId }) => networkId === network?.id)
  const others = facts.supervisors.flatMap(({ spec }) => routedCidrs(spec))
  const management = facts.pools.filter(({ purpose }) => purpose === 'MANAGEMENT').flatMap(({ cidr }) => parseCidr(cidr) ?? [])
  const chosen: Cidr[] = []
  const range = (purpose: keyof typeof USUAL_CIDRS): string => {
    const wanted = parseCidr(own.find((pool) => pool.purpose === purpose)?.cidr ?? USUAL_CIDRS[purpose])
    // Service addresses are never routed: two Supervisors may use the same ones.
    const taken = [...management, ...chosen, ...(purpose === 'SERVICE' ? [] : others)]
    const found = wanted && freeCidr(wanted, taken)
    if (found) chosen.push(found)
    return found?.text ?? ''
  }
  const gateway = own.find((pool) => pool.gateway)?.gateway
  return {
    networkId: network?.id ?? '',
    podCidr: range('POD'),
    serviceCidr: range('SERVICE'),
    ingressCidr: range('INGRESS'),
    egressCidr: range('EGRESS'),
    dnsServers: gateway ? [gateway] : [],
    ntpServers: gateway ? [gateway] : [],
  }
}

const freeName = (facts: PreflightFacts): string => {
  const names = new Set(facts.supervisors.map(({ name }) => name))
  for (let number = 1; ; number++) {
    const name = `supervisor-${String(number).padStart(2, '0')}`
    if (!names.has(name)) return name
  }
}

/** The smallest worry for the user: what to enable with when they change nothing. Three control-plane VMs where three hosts are there. */
export const proposeSupervisor = (facts: PreflightFacts): EnableSpec => {
  const hosts = usableHosts(facts)
  const controlPlaneCount = hosts.length >= 3 ? 3 : 1
  const fits = (size: 'SMALL' | 'TINY') =>
    hosts.filter((host) => hasRoom(host, CONTROL_PLANE_SIZES[size])).length >= controlPlaneCount
  const tags = new Set(facts.datastores.flatMap((store) => store.tags))
  const policy = facts.policies.find((each) => each.tags.some((tag) => tags.has(tag)))?.id ?? ''
  return {
    name: freeName(facts),
    clusterId: facts.cluster.id,
    size: fits('SMALL') ? 'SMALL' : 'TINY',
    controlPlaneCount,
    storage: { controlPlanePolicyId: policy, ephemeralPolicyId: policy, imagePolicyId: policy },
    managementNetwork: managementDefaults(facts),
    workloadNetwork: workloadDefaults(facts),
    apiServerDnsNames: [],
  }
}
