/** A host as a place for virtual machines: what it has and what is taken, by virtual machines and pods together. */
export interface VmHost {
  id: string
  name: string
  cpuMillis: number
  memoryBytes: number
  takenCpuMillis: number
  takenMemoryBytes: number
  /** Supervisors (or clusters) that have a machine here already: another of theirs goes elsewhere when it can. */
  groups: readonly string[]
}

export interface VmDemand {
  cpuCount: number
  memoryMiB: number
  /** Machines of one group are kept apart. */
  group: string
}

const loadAfter = (host: VmHost, { cpuCount, memoryMiB }: VmDemand): number =>
  Math.max(
    (host.takenCpuMillis + cpuCount * 1000) / host.cpuMillis,
    (host.takenMemoryBytes + memoryMiB * 1024 ** 2) / host.memoryBytes,
  )

/**
 * The host that DRS powers a virtual machine on at: one with room, without a machine of the same group if there is such a one, and
 * then the one that is loaded least afterwards (by its scarcest resource, ties by name). Otherwise why none is possible, in words.
 * `strict` refuses to put two of a group on one host.
 */
export const placeVm = (vm: VmDemand, hosts: readonly VmHost[], strict = false): { host: VmHost } | { reason: string } => {
  if (!hosts.length) return { reason: 'no other host is connected and out of maintenance mode' }
  const roomy = hosts.filter((host) => loadAfter(host, vm) <= 1)
  if (!roomy.length) {
    return { reason: `none of ${hosts.length} hosts has ${vm.cpuCount} vCPUs and ${vm.memoryMiB / 1024} GiB free` }
  }
  const apart = roomy.filter(({ groups }) => !groups.includes(vm.group))
  if (strict && !apart.length)
    return { reason: `each of ${roomy.length} hosts with room has a machine of the same Supervisor already` }
  const candidates = apart.length ? apart : roomy
  const host = candidates.reduce((best, each) => {
    const difference = loadAfter(each, vm) - loadAfter(best, vm)
    return difference < 0 || (difference === 0 && each.name < best.name) ? each : best
  })
  return { host }
}

/** The host once the machine is on it. */
export const withVm = (host: VmHost, vm: VmDemand): VmHost => ({
  ...host,
  takenCpuMillis: host.takenCpuMillis + vm.cpuCount * 1000,
  takenMemoryBytes: host.takenMemoryBytes + vm.memoryMiB * 1024 ** 2,
  groups: [...host.groups, vm.group],
})
