import { addressNumber, contains, overlaps, parseCidr } from './cidr.ts'
import { objectHref } from './href.ts'
import { partPodRange } from './pod-ranges.ts'
import { managementCidr, managementRange, routedCidrs, takenAddresses } from './preflight-defaults.ts'
import { hasRoom, MANAGEMENT_ADDRESSES, type PreflightFacts, usableHosts } from './preflight-facts.ts'
import { CONTROL_PLANE_SIZES, type EnableSpec, type PreflightCheck } from './supervisor.ts'

type Check = (facts: PreflightFacts, spec: EnableSpec) => Omit<PreflightCheck, 'id' | 'label'>

const ok = (message: string) => ({ outcome: 'ok' as const, message })
const error = (message: string, remedy: string, href?: string) => ({
  outcome: 'error' as const,
  message,
  remedy,
  ...(href ? { href } : {}),
})
const warning = (message: string, remedy: string, href?: string) => ({
  ...error(message, remedy, href),
  outcome: 'warning' as const,
})

/** The same, at the field of the spec that would have to be different. */
const fieldError = (field: string, message: string, remedy: string, href?: string) => ({ ...error(message, remedy, href), field })

const names = (items: readonly { name: string }[]) => items.map(({ name }) => name).join(', ')
const clusterHref = ({ cluster }: PreflightFacts) => objectHref('cluster', cluster.id)

const supervisorCheck: Check = (facts) => {
  const there = facts.supervisors.find(({ clusterId }) => clusterId === facts.cluster.id)
  return there
    ? error(
        `The cluster is the Supervisor "${there.name}" already`,
        'Choose another cluster',
        `/workload-management/supervisors/${there.id}`,
      )
    : ok('Workload Management is not enabled on this cluster yet')
}

const nameCheck: Check = (facts, { name }) => {
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) {
    return fieldError('name', `"${name}" is no DNS label`, 'Use lower-case letters, digits and "-", at most 63 characters')
  }
  if (facts.supervisors.some((each) => each.name === name))
    return fieldError('name', `There is a Supervisor "${name}" already`, 'Choose another name')
  return ok(`The name "${name}" is free`)
}

const hostCheck: Check = (facts, { controlPlaneCount }) => {
  const usable = usableHosts(facts)
  if (usable.length < controlPlaneCount) {
    const missing = facts.hosts.filter((host) => !usable.includes(host))
    const why = missing.length
      ? ` (${names(missing)} ${missing.length > 1 ? 'are' : 'is'} not connected or in maintenance mode)`
      : ''
    return error(
      `${usable.length} of ${facts.hosts.length} hosts can be used, ${controlPlaneCount} are needed${why}`,
      usable.length
        ? 'Connect more hosts, or choose one control-plane VM for a lab'
        : 'Add hosts to the cluster or connect those it has',
      missing[0] ? objectHref('host', missing[0].id) : clusterHref(facts),
    )
  }
  if (controlPlaneCount === 1) {
    return warning(
      'One control-plane VM: when its host fails, the Supervisor is away until HA has restarted it',
      'Use three hosts or more for anything but a lab',
    )
  }
  return ok(`${usable.length} hosts are connected`)
}

const drsCheck: Check = (facts) =>
  facts.cluster.drsMode === 'FULLY_AUTOMATED'
    ? ok('DRS is fully automated')
    : error(
        'DRS is not fully automated, so nothing could place pods',
        'Set DRS to fully automated on the cluster',
        clusterHref(facts),
      )

const haCheck: Check = (facts) =>
  facts.cluster.haEnabled
    ? ok('vSphere HA is on')
    : error(
        'vSphere HA is off, so nothing would restart control-plane VMs',
        'Turn vSphere HA on on the cluster',
        clusterHref(facts),
      )

const hostNameCheck: Check = (facts) => {
  const seen = new Map<string, string>()
  for (const { id, name } of facts.hosts) {
    const key = name.toLowerCase()
    if (key.startsWith('localhost')) {
      return error(
        `A host is called "${name}"`,
        "Give every host a name of its own: it becomes the Node's name",
        objectHref('host', id),
      )
    }
    if (seen.has(key))
      return error(
        `Two hosts are called "${name}"`,
        'Rename one: the second one could not register its Node',
        objectHref('host', id),
      )
    seen.set(key, id)
  }
  return ok('Every host has a name of its own')
}

const agentCheck: Check = (facts) => {
  const silent = facts.hosts.filter(({ connection }) => connection === 'NOT_RESPONDING')
  return silent.length
    ? warning(
        `${silent.length} hosts have not been heard from for 40 seconds: ${names(silent.slice(0, 5))}`,
        'Start the agent on them; they become nodes when they are back',
        objectHref('host', silent[0]?.id ?? ''),
      )
    : ok('Every connected host has been heard from in the last 40 seconds')
}

const storageCheck: Check = (facts, { storage }) => {
  for (const [use, key] of [
    ['control plane', 'controlPlanePolicyId'],
    ['ephemeral disks', 'ephemeralPolicyId'],
    ['image cache', 'imagePolicyId'],
  ] as const) {
    const field = `storage.${key}`
    const policy = facts.policies.find((each) => each.id === storage[key])
    if (!policy) return fieldError(field, `There is no storage policy for ${use}`, 'Choose one of the storage policies')
    if (!facts.datastores.some((store) => store.tags.some((tag) => policy.tags.includes(tag)))) {
      return fieldError(
        field,
        `No datastore of the cluster satisfies policy "${policy.name}" (${use})`,
        `Choose another policy, or tag a datastore of the cluster with ${policy.tags.join(' or ')}`,
        clusterHref(facts),
      )
    }
  }
  return ok('A datastore of the cluster satisfies every policy')
}

const networkCheck: Check = (facts, { managementNetwork, workloadNetwork }) => {
  for (const [use, kind, id, field] of [
    ['management', 'MANAGEMENT', managementNetwork.networkId, 'managementNetwork.networkId'],
    ['workload', 'WORKLOAD', workloadNetwork.networkId, 'workloadNetwork.networkId'],
  ] as const) {
    const network = facts.networks.find((each) => each.id === id)
    if (!network)
      return fieldError(
        field,
        `There is no ${use} network in the datacenter`,
        `Choose a ${use} network of the cluster's datacenter`,
      )
    if (network.kind !== kind)
      return fieldError(field, `Network "${network.name}" is not a ${use} network`, `Choose a ${use} network`)
  }
  return ok('Management and workload networks are there')
}

const START = 'managementNetwork.startingAddress'

const addressCheck: Check = (facts, spec) => {
  const { mode, startingAddress, gateway } = spec.managementNetwork
  const cidr = managementCidr(facts, spec)
  if (!cidr) return fieldError(START, 'The management network has no address range', 'Give a starting address and a subnet mask')
  if (mode === 'DHCP') return ok("Addresses come from the management network's own pool")
  if (addressNumber(startingAddress ?? '') === undefined) {
    return fieldError(
      START,
      'No starting address is given',
      `Give the first of ${MANAGEMENT_ADDRESSES} free addresses in ${cidr.text}`,
    )
  }
  const taken = takenAddresses(facts)
  for (const address of managementRange(spec)) {
    if (!contains(cidr, address))
      return fieldError(
        START,
        `${address} is outside ${cidr.text}`,
        `Start lower: ${MANAGEMENT_ADDRESSES} addresses in a row are needed`,
      )
    if (taken.has(address))
      return fieldError(START, `${address} is in use`, `Start where ${MANAGEMENT_ADDRESSES} addresses in a row are free`)
  }
  if (gateway && !contains(cidr, gateway))
    return fieldError(
      'managementNetwork.gateway',
      `The gateway ${gateway} is outside ${cidr.text}`,
      'Correct the gateway or the subnet mask',
    )
  return ok(`${MANAGEMENT_ADDRESSES} addresses from ${startingAddress} are free`)
}

const rangeCheck: Check = (facts, spec) => {
  const ranges = []
  for (const [use, key, longest] of [
    ['pods', 'podCidr', 23],
    ['services', 'serviceCidr', 24],
    ['ingress', 'ingressCidr', 30],
    ['egress', 'egressCidr', 30],
  ] as const) {
    const text = spec.workloadNetwork[key]
    const field = `workloadNetwork.${key}`
    const cidr = parseCidr(text)
    if (!cidr)
      return fieldError(
        field,
        `The range for ${use}, "${text}", is not an IPv4 range`,
        'Write it as 10.244.0.0/16, with no bits after the prefix',
      )
    if (cidr.prefix > longest)
      return fieldError(field, `The range for ${use}, ${text}, is too small`, `Use /${longest} or larger`)
    ranges.push({ use: use as string, cidr, field })
  }
  const management = managementCidr(facts, spec)
  if (management) ranges.push({ use: 'management', cidr: management, field: START })
  for (const [index, a] of ranges.entries()) {
    const b = ranges.slice(index + 1).find((each) => overlaps(a.cidr, each.cidr))
    if (b)
      return fieldError(
        a.field,
        `The ranges for ${a.use} (${a.cidr.text}) and ${b.use} (${b.cidr.text}) overlap`,
        'Choose ranges that share no address',
      )
  }
  for (const other of facts.supervisors) {
    const hit = routedCidrs(spec).find((mine) => routedCidrs(other.spec).some((theirs) => overlaps(mine, theirs)))
    if (hit) return error(`${hit.text} overlaps a range of Supervisor "${other.name}"`, 'Choose a range that no Supervisor uses')
  }
  const { podCidr } = spec.workloadNetwork
  const hosts = facts.hosts.length
  const without = hosts - partPodRange({ cidr: podCidr, gateway: null }, [], hosts, hosts).length
  if (without > 0) {
    return {
      ...warning(
        `The range for pods, ${podCidr}, has no part for ${without} of ${hosts} hosts`,
        'Use a larger one; hosts without a part run no pods',
      ),
      field: 'workloadNetwork.podCidr',
    }
  }
  return ok('The ranges for pods, services, ingress and egress share no address')
}

const roomCheck: Check = (facts, { size, controlPlaneCount }) => {
  const vm = CONTROL_PLANE_SIZES[size]
  const fitting = usableHosts(facts).filter((host) => hasRoom(host, vm))
  const need = `${vm.cpus} vCPUs and ${vm.memoryMiB / 1024} GiB`
  return fitting.length < controlPlaneCount
    ? error(
        `${controlPlaneCount} hosts must each have ${need} free for a control-plane VM, ${fitting.length} do`,
        'Choose a smaller size, or move virtual machines away',
        clusterHref(facts),
      )
    : ok(`${fitting.length} hosts have ${need} free for a control-plane VM`)
}

const CHECKS: [id: string, label: string, check: Check][] = [
  ['cluster', 'Cluster is free', supervisorCheck],
  ['name', 'Name', nameCheck],
  ['hosts', 'Hosts connected', hostCheck],
  ['drs', 'DRS', drsCheck],
  ['ha', 'vSphere HA', haCheck],
  ['host-names', 'Host names', hostNameCheck],
  ['agents', 'Host agents', agentCheck],
  ['storage', 'Storage policies', storageCheck],
  ['networks', 'Networks', networkCheck],
  ['management-addresses', 'Management addresses', addressCheck],
  ['ranges', 'Address ranges', rangeCheck],
  ['room', 'Room for the control plane', roomCheck],
]

/** Every check, in the order a person would go through them; an `error` stops enabling, a `warning` does not. */
export const preflightChecks = (facts: PreflightFacts, spec: EnableSpec): PreflightCheck[] =>
  CHECKS.map(([id, label, check]) => ({ id, label, ...check(facts, spec) }))
