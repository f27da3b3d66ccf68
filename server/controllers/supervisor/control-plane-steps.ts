import type { Pod } from '#domain/kube/pod.ts'
import { addressNumber, addressText } from '#domain/vsphere/cidr.ts'
import { CONTROL_PLANE_SIZES } from '#domain/vsphere/supervisor.ts'
import { placeVm, withVm } from '#domain/vsphere/vm-placement.ts'
import type { SupervisorState } from '#server/inventory/system-supervisors.ts'
import { ensureObject } from '../ensure-object.ts'
import { placesOf } from '../places-of.ts'
import { bootstrapObjects } from './bootstrap-objects.ts'
import { pending, type Step, type StepContext, type StepResult } from './step.ts'

const vmName = (index: number) => `SupervisorControlPlaneVM (${index})`
const indexes = ({ spec }: SupervisorState) => Array.from({ length: spec.controlPlaneCount }, (_, index) => index + 1)

/** The nth of the five management addresses: floating, one per machine, and one kept for upgrades. */
const managementAddress = ({ spec }: SupervisorState, index: number): string | undefined => {
  const first = addressNumber(spec.managementNetwork.startingAddress ?? '')
  return spec.managementNetwork.mode === 'DHCP' || first === undefined ? undefined : addressText(first + index)
}

/** Takes the management addresses out of the network's pool. */
export const infrastructure: Step = {
  type: 'InfrastructureInitialized',
  label: 'Initialized vSphere resources',
  isFoundation: true,
  run: async ({ system, state }) => {
    const owners = ['floating', 'vm-1', 'vm-2', 'vm-3', 'upgrade']
    const held: string[] = []
    for (const [index, owner] of owners.entries()) {
      held.push(await system.takeSupervisorAddress(state.id, 'MANAGEMENT', owner, managementAddress(state, index)))
    }
    return { messages: [`Holds the management addresses ${held[0]} to ${held.at(-1)}`] }
  },
}

const usable = (state: SupervisorState, hostId: string | undefined): boolean =>
  // A disconnected host goes on running its machines; only a silent or removed one has lost them.
  state.hosts.some(({ id, connection }) => id === hostId && connection !== 'NOT_RESPONDING')

const deploy = async ({ system, state, kube }: StepContext): Promise<StepResult> => {
  const size = CONTROL_PLANE_SIZES[state.size]
  const demand = { cpuCount: size.cpus, memoryMiB: size.memoryMiB, group: state.id }
  const missing = indexes(state).filter((index) => !state.machines.some(({ name }) => name === vmName(index)))
  const lost = state.machines.filter(({ hostId }) => !usable(state, hostId))
  if (!missing.length && !lost.length) return deployed(state)
  let places = placesOf(state, (await kube.list('pods')).items as Pod[])
  const take = (strict: boolean) => {
    const found = placeVm(demand, places, strict)
    if ('host' in found) places = places.map((place) => (place === found.host ? withVm(place, demand) : place))
    return found
  }
  for (const machine of lost) {
    const found = take(false)
    if ('reason' in found) return problem(`${machine.name} has lost its host and can't be restarted: ${found.reason}`)
    await system.placeVirtualMachine(machine.id, found.host.id, 'vSphere HA restarted it, because its host does not respond')
  }
  for (const index of missing) {
    const found = take(true)
    if ('reason' in found) return problem(`${vmName(index)} can't be placed: ${found.reason}`)
    const address = await system.takeSupervisorAddress(state.id, 'MANAGEMENT', `vm-${index}`, managementAddress(state, index))
    await system.createVirtualMachine({
      name: vmName(index),
      role: 'SUPERVISOR_CONTROL_PLANE',
      supervisorId: state.id,
      hostId: found.host.id,
      cpuCount: size.cpus,
      memoryMiB: size.memoryMiB,
      address,
    })
  }
  const now = await system.supervisor(state.id)
  return now ? deployed(now) : {}
}

const problem = (message: string): StepResult => ({ problem: { reason: 'NoHost', messages: [message], severity: 'WARNING' } })

const deployed = (state: SupervisorState): StepResult => ({
  messages: state.machines.map(
    ({ name, hostId }) => `${name} on ${state.hosts.find(({ id }) => id === hostId)?.name ?? 'no host'}`,
  ),
})

/** Control-plane machines, each placed by DRS on a host of its own; one whose host is lost is restarted elsewhere. */
export const machinesDeployed: Step = {
  type: 'ControlPlaneVMsDeployed',
  label: 'Deployed Control Plane VMs',
  isFoundation: true,
  run: deploy,
}

/** Every control-plane machine is powered on. */
export const machinesConfigured: Step = {
  type: 'ControlPlaneVMsConfigured',
  label: 'Configured Control Plane VMs',
  isFoundation: true,
  run: async ({ system, state }) => {
    for (const { id, powerState } of state.machines) if (powerState !== 'POWERED_ON') await system.setPowerState(id, 'POWERED_ON')
    const runtimes = [
      ...new Set(
        state.hosts.filter(({ id }) => state.machines.some(({ hostId }) => hostId === id)).map(({ runtime }) => runtime),
      ),
    ]
    const simulated = runtimes.includes('simulated')
      ? ' (simulated: no guest is started, the control plane itself serves the API)'
      : ''
    return { messages: [`${state.machines.length} of ${state.spec.controlPlaneCount} machines are powered on${simulated}`] }
  },
}

/** An address of the ingress range for the API server. */
export const loadBalancer: Step = {
  type: 'LoadBalancerConfigured',
  label: 'Configured Load Balancer',
  isFoundation: true,
  run: async ({ system, state }) => {
    const address = await system.takeSupervisorAddress(state.id, 'INGRESS', 'api-server')
    if (address !== state.apiServerAddress) await system.setApiServerAddress(state.id, address)
    return { messages: [`The API server has ${address}; kubectl reaches it at ${state.apiServerUrl}`] }
  },
}

/** The Kubernetes API takes objects and gives them back: what every API begins with is there. */
export const kubernetesApi: Step = {
  type: 'KubernetesAPIReady',
  label: 'Kubernetes API is up',
  isFoundation: true,
  run: async ({ state, kube }) => {
    for (const [resource, object] of bootstrapObjects(state)) await ensureObject(kube, resource, object)
    const seen = await kube.get('configmaps', { namespace: 'kube-public', name: 'supervisor-info' })
    if (seen.data?.supervisorId !== state.id) return pending('NotReadBack', 'What was written could not be read back')
    return { messages: [`Kubernetes ${state.version} at ${state.apiServerUrl}`] }
  },
}
