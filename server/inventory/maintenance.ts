import { StatusError } from '#domain/errors.ts'
import type { Node } from '#domain/kube/node.ts'
import { isTerminal, type Pod } from '#domain/kube/pod.ts'
import { podFootprint } from '#domain/kube/pod-resources.ts'
import type { EvacuationPreview } from '#domain/vsphere/host.ts'
import { connectionNow } from '#domain/vsphere/host-rules.ts'
import type { TaskView } from '#domain/vsphere/operations.ts'
import { supervisorApi } from '#domain/vsphere/supervisor.ts'
import { placeVm, type VmHost, withVm } from '#domain/vsphere/vm-placement.ts'
import { missing } from './check-input.ts'
import type { InventoryContext } from './context.ts'
import { HOST_PARTS, hostChange } from './host-views.ts'
import { lockHost } from './hosts.ts'
import { operate } from './operation.ts'
import { requirePrivilege } from './require-privilege.ts'

const podsAndNodes = async (
  { store }: InventoryContext,
  supervisorId: string | undefined,
): Promise<{ nodes: Node[]; pods: Pod[] }> => {
  if (!supervisorId) return { nodes: [], pods: [] }
  const api = supervisorApi(supervisorId)
  const [nodes, pods] = await Promise.all([
    store.objects.list({ api, resource: 'nodes' }),
    store.objects.list({ api, resource: 'pods' }),
  ])
  return { nodes: nodes.items as Node[], pods: pods.items as Pod[] }
}

/** The other hosts of the cluster that may take virtual machines now, with what pods and machines take of them. */
const placesFor = async (
  { store, clock }: InventoryContext,
  host: { id: string; clusterId: string },
  pods: readonly Pod[],
): Promise<VmHost[]> => {
  const rows = await store.inventory.read.host.findMany({
    where: { clusterId: host.clusterId, id: { not: host.id }, maintenance: 'NONE' },
    include: { virtualMachines: true },
  })
  const usable = rows.filter((row) => connectionNow(row, clock.now()) === 'CONNECTED')
  return usable.map((row) => {
    const place: VmHost = {
      id: row.id,
      name: row.name,
      cpuMillis: row.cpuCores * 1000,
      memoryBytes: Number(row.memoryBytes),
      takenCpuMillis: 0,
      takenMemoryBytes: 0,
      groups: [],
    }
    for (const pod of pods) {
      if (pod.spec.nodeName !== row.name || isTerminal(pod)) continue
      const footprint = podFootprint(pod.spec)
      place.takenCpuMillis += footprint.cpu ?? 0
      place.takenMemoryBytes += footprint.memory ?? 0
    }
    return row.virtualMachines.reduce((sum, vm) => withVm(sum, { ...vm, group: vm.supervisorId ?? vm.id }), place)
  })
}

/** What happens to every workload of a host if it entered maintenance mode now. Nothing is changed. Needs System.Read. */
export const evacuationPreview = async (context: InventoryContext, id: string): Promise<EvacuationPreview> => {
  await requirePrivilege(context, 'System.Read')
  const host = await context.store.inventory.read.host.findUnique({
    where: { id },
    include: { virtualMachines: { orderBy: { name: 'asc' } }, cluster: { select: { supervisor: { select: { id: true } } } } },
  })
  if (!host) throw missing('host', id)
  const { nodes, pods } = await podsAndNodes(context, host.cluster.supervisor?.id)
  let places = host.virtualMachines.length ? await placesFor(context, host, pods) : []
  const machines = host.virtualMachines.map((vm) => {
    const demand = { ...vm, group: vm.supervisorId ?? vm.id }
    const found = placeVm(demand, places)
    const about = { kind: 'VirtualMachine' as const, namespace: '', name: vm.name }
    if ('reason' in found) return { ...about, outcome: 'blocked' as const, reason: found.reason }
    places = places.map((place) => (place === found.host ? withVm(place, demand) : place))
    return { ...about, outcome: 'moves' as const, to: found.host.name }
  })
  return { hostId: id, workloads: [...machines, ...context.planEvacuation({ host: host.name, nodes, pods })] }
}

const change = (
  context: InventoryContext,
  id: string,
  {
    enter,
    action,
    task,
    description,
    words,
  }: { enter: boolean; action: string; task: string; description: string; words: string },
): Promise<TaskView> =>
  operate(context, { privilege: 'Host.Config.Maintenance', action, target: id }, async (writing) => {
    const before = await lockHost(writing, id)
    const now = context.clock.now()
    if (enter && before.maintenance !== 'NONE') {
      const state = before.maintenance === 'ENTERING' ? 'is entering maintenance mode already' : 'is in maintenance mode already'
      throw new StatusError('Conflict', `Host "${before.name}" ${state}`)
    }
    if (!enter && before.maintenance === 'NONE')
      throw new StatusError('Conflict', `Host "${before.name}" is not in maintenance mode`)
    if (enter && connectionNow(before, now) !== 'CONNECTED') {
      throw new StatusError(
        'Conflict',
        `Host "${before.name}" is not connected, so nothing can be moved away from it; reconnect it first`,
      )
    }
    const row = await writing.db.host.update({
      where: { id },
      data: { maintenance: enter ? 'ENTERING' : 'NONE' },
      include: HOST_PARTS,
    })
    writing.record(hostChange(row, now))
    if (!enter) {
      // Whoever waits for the host to empty must not wait for ever.
      await writing.db.task.updateMany({
        where: { targetId: id, state: 'RUNNING', name: 'Enter maintenance mode' },
        data: { state: 'ERROR', error: 'The host was taken out of maintenance mode', completedAt: now },
      })
    }
    const target = { kind: 'Host', id, name: row.name }
    const view = await writing.task(task, target, { description })
    await writing.event(target, { type: action, message: `${words} ${row.name}`, taskId: view.id })
    writing.note({ before: { maintenance: before.maintenance }, after: { maintenance: row.maintenance } })
    return view
  })

/** Starts emptying a host: nothing new is placed there, owned pods are evicted, bare pods end, machines move. The task ends when it is empty. */
export const enterMaintenance = (context: InventoryContext, id: string): Promise<TaskView> =>
  change(context, id, {
    enter: true,
    action: 'host.enterMaintenance',
    task: 'Enter maintenance mode',
    description: 'Evacuating pods and virtual machines',
    words: 'Entering maintenance mode on host',
  })

/** Lets the host take workloads again, also while it is still being emptied. */
export const exitMaintenance = (context: InventoryContext, id: string): Promise<TaskView> =>
  change(context, id, {
    enter: false,
    action: 'host.exitMaintenance',
    task: 'Exit maintenance mode',
    description: 'Making the host schedulable',
    words: 'Exiting maintenance mode on host',
  })
