import { isTerminal, type Pod } from '#domain/kube/pod.ts'
import { podFootprint } from '#domain/kube/pod-resources.ts'
import { type VmHost, withVm } from '#domain/vsphere/vm-placement.ts'
import type { SupervisorState } from '#server/inventory/system-supervisors.ts'

/** The Supervisor's hosts as places for machines: connected, out of maintenance mode, with what pods and machines take of them. */
export const placesOf = (supervisor: SupervisorState, pods: readonly Pod[]): VmHost[] => {
  const places = supervisor.hosts
    .filter(({ connection, maintenance }) => connection === 'CONNECTED' && maintenance === 'NONE')
    .map(
      ({ id, name, cpuCores, memoryBytes }): VmHost => ({
        id,
        name,
        cpuMillis: cpuCores * 1000,
        memoryBytes,
        takenCpuMillis: 0,
        takenMemoryBytes: 0,
        groups: [],
      }),
    )
  const byName = new Map(places.map((place) => [place.name, place]))
  for (const pod of pods) {
    const place = byName.get(pod.spec.nodeName ?? '')
    if (!place || isTerminal(pod)) continue
    const footprint = podFootprint(pod.spec)
    place.takenCpuMillis += footprint.cpu ?? 0
    place.takenMemoryBytes += footprint.memory ?? 0
  }
  return places.map((place) =>
    supervisor.machines
      .filter(({ hostId }) => hostId === place.id)
      .reduce((sum, vm) => withVm(sum, { ...vm, group: supervisor.id }), place),
  )
}
