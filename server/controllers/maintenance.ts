import { hasReason } from '#domain/errors.ts'
import type { Node } from '#domain/kube/node.ts'
import { isTerminal, type Pod } from '#domain/kube/pod.ts'
import { supervisorApi } from '#domain/vsphere/supervisor.ts'
import { placeVm, withVm } from '#domain/vsphere/vm-placement.ts'
import type { InventorySystem } from '#server/inventory/system.ts'
import type { HostState } from '#server/inventory/system-hosts.ts'
import type { ResourceClient } from '#server/resources/resources.ts'
import { find } from './ensure-object.ts'
import type { InventoryController } from './inventory-controller.ts'
import { placesOf } from './places-of.ts'

const WAITING_MS = 1000
const NAMED = 5
/** On a Node that maintenance mode cordoned, so that leaving it does not undo what somebody did with kubectl. */
const CORDONED_BY = 'hemisphere.io/maintenance'

export interface MaintenanceControllerDeps {
  system: InventorySystem
  client(api: string): ResourceClient
}

/**
 * Empties a host that enters maintenance mode: cordons its Node, evicts pods that a controller will make anew elsewhere, deletes bare pods
 * (the dialog said that they are lost), and lets DRS move virtual machines. The host is in maintenance mode when nothing is left on it;
 * until then the task says what is waited for. Leaving it uncordons the Node.
 */
export const createMaintenanceController = (deps: MaintenanceControllerDeps): InventoryController => {
  // Only hosts that are in, or were seen in, maintenance mode need anything: in a large vCenter hosts change all the time.
  const concerned = new Set<string>()
  return {
    name: 'maintenance',
    keys: async () => {
      for (const id of await deps.system.hostsUnderMaintenance()) concerned.add(id)
      return [...concerned]
    },
    keysFor: ({ kind, id, object }) => {
      if (kind !== 'Host') return []
      if (object.maintenance !== 'NONE') concerned.add(id)
      return concerned.has(id) ? [id] : []
    },
    reconcile: async (id) => {
      const result = await reconcile(deps, id)
      if (result === 'nothing to do') concerned.delete(id)
      else concerned.add(id)
      return typeof result === 'object' ? result : undefined
    },
  }
}

/** One pass over one host; `nothing to do` when it is out of maintenance mode, or gone. */
const reconcile = async (
  deps: MaintenanceControllerDeps,
  id: string,
): Promise<{ requeueAfterMs: number } | 'nothing to do' | undefined> => {
  const host = await deps.system.hostState(id)
  if (!host) return 'nothing to do'
  const client = host.supervisorId && host.isNode ? deps.client(supervisorApi(host.supervisorId)) : undefined
  if (host.maintenance === 'NONE') {
    if (client) await cordon(client, host.name, false)
    await deps.system.updateTask(id, 'Exit maintenance mode', { done: true, description: 'The host takes workloads again' })
    return 'nothing to do'
  }
  if (client) await cordon(client, host.name, true)
  if (host.maintenance === 'IN_MAINTENANCE') return undefined
  const waiting = [...(client ? await evictPods(client, host.name) : []), ...(await moveMachines(deps, host, client))]
  if (!waiting.length) return void (await deps.system.maintenanceReached(id))
  await deps.system.updateTask(id, 'Enter maintenance mode', { progress: 50, description: waiting.join('. ') })
  return { requeueAfterMs: WAITING_MS }
}

const cordon = async (client: ResourceClient, name: string, wanted: boolean): Promise<void> => {
  const node = (await find(client, 'nodes', { name })) as Node | undefined
  if (!node) return
  const ours = node.metadata.annotations?.[CORDONED_BY] === 'true'
  const isCordoned = node.spec?.unschedulable === true
  if (wanted ? isCordoned : !ours) return
  const { [CORDONED_BY]: _ours, ...annotations } = node.metadata.annotations ?? {}
  const { unschedulable: _unschedulable, ...spec } = node.spec ?? {}
  await client.update('nodes', {
    ...node,
    metadata: { ...node.metadata, annotations: { ...annotations, ...(wanted ? { [CORDONED_BY]: 'true' } : {}) } },
    spec: { ...spec, ...(wanted ? { unschedulable: true } : {}) },
  })
}

const controllerOf = ({ metadata }: Pod) => metadata.ownerReferences?.find(({ controller }) => controller)

/** Asks every pod on the host to go, and answers what is still there. */
const evictPods = async (client: ResourceClient, host: string): Promise<string[]> => {
  const { items } = await client.list('pods', { fieldSelector: `spec.nodeName=${host}` })
  const pods = (items as Pod[]).filter((pod) => !isTerminal(pod) && controllerOf(pod)?.kind !== 'DaemonSet')
  const blocked: string[] = []
  for (const pod of pods.filter(({ metadata }) => !metadata.deletionTimestamp)) {
    const ref = { namespace: pod.metadata.namespace ?? '', name: pod.metadata.name }
    try {
      if (controllerOf(pod)) await client.evict(ref)
      else await client.delete('pods', ref)
    } catch (error) {
      if (hasReason(error, 'TooManyRequests'))
        blocked.push(`Pod ${ref.namespace}/${ref.name} may not be evicted now: ${(error as Error).message}`)
      else if (!hasReason(error, 'NotFound')) throw error
    }
  }
  const { items: left } = pods.length ? await client.list('pods', { fieldSelector: `spec.nodeName=${host}` }) : { items: [] }
  const ending = (left as Pod[]).filter(
    (pod) => !isTerminal(pod) && controllerOf(pod)?.kind !== 'DaemonSet' && pod.metadata.deletionTimestamp,
  )
  const names = ending.slice(0, NAMED).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)
  const more = ending.length > NAMED ? ` and ${ending.length - NAMED} more` : ''
  return [...blocked, ...(ending.length ? [`Waits for ${ending.length} pods to end: ${names.join(', ')}${more}`] : [])]
}

const moveMachines = async (
  { system }: MaintenanceControllerDeps,
  host: HostState,
  client: ResourceClient | undefined,
): Promise<string[]> => {
  if (!host.machines.length) return []
  const supervisor = host.supervisorId ? await system.supervisor(host.supervisorId) : undefined
  const pods = client ? ((await client.list('pods')).items as Pod[]) : []
  let places = supervisor ? placesOf(supervisor, pods) : []
  const blocked: string[] = []
  for (const machine of host.machines) {
    const demand = { ...machine, group: machine.supervisorId ?? machine.id }
    const found = placeVm(demand, places)
    if ('reason' in found) {
      blocked.push(`${machine.name} can't be moved: ${found.reason}`)
      continue
    }
    await system.placeVirtualMachine(machine.id, found.host.id, `host ${host.name} enters maintenance mode`)
    places = places.map((place) => (place === found.host ? withVm(place, demand) : place))
  }
  return blocked
}
