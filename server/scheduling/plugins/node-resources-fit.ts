import type { Refusal } from '#domain/placement.ts'
import type { FilterPlugin } from '../framework.ts'
import type { HostState } from '../host-state.ts'

const name = 'NodeResourcesFit'

const shortages = (host: HostState, demand: readonly (readonly [string, number])[]): Refusal[] => {
  const found: Refusal[] = []
  for (const [resource, requested] of demand) {
    const used = host.used[resource] ?? 0
    const capacity = host.allocatable[resource] ?? 0
    if (requested <= capacity - used) continue
    found.push({
      plugin: name,
      reason: resource === 'pods' ? 'Too many pods' : `Insufficient ${resource}`,
      detail: { resource, requested, used, capacity },
      resolvable: requested <= capacity,
    })
  }
  return found
}

const fits = (host: HostState, demand: readonly (readonly [string, number])[]): boolean => {
  for (const [resource, requested] of demand) {
    if (requested > (host.allocatable[resource] ?? 0) - (host.used[resource] ?? 0)) return false
  }
  return true
}

/** The pod's VM, overhead included, must fit into what the host's pods leave of its allocatable resources, pod count included. */
export const nodeResourcesFit: FilterPlugin = {
  name,
  check:
    ({ demand }) =>
    (host) =>
      fits(host, demand) ? undefined : shortages(host, demand),
}
