import type { InventoryDatabase } from '../store/inventory-store.ts'

/**
 * What is about an inventory object or about anything in it, as vCenter's Monitor tab shows it: a datacenter has clusters, a cluster its
 * hosts, its Supervisor and its namespaces, a namespace its pods. Everything without a target.
 */
export const aboutTarget = async (read: InventoryDatabase, targetId: string | undefined): Promise<object> => {
  if (targetId === undefined) return {}
  const cluster = { OR: [{ id: targetId }, { datacenterId: targetId }] }
  const select = { id: true } as const
  const [clusters, hosts, supervisors, namespaces] = await Promise.all([
    read.cluster.findMany({ where: { datacenterId: targetId }, select }),
    read.host.findMany({ where: { cluster }, select }),
    read.supervisor.findMany({ where: { cluster }, select }),
    read.namespace.findMany({
      where: { OR: [{ id: targetId }, { supervisorId: targetId }, { supervisor: { cluster } }] },
      select: { id: true, name: true, supervisorId: true },
    }),
  ])
  const ids = [...clusters, ...hosts, ...supervisors, ...namespaces].map(({ id }) => id)
  return { OR: [{ targetId: { in: [targetId, ...ids] } }, ...podsIn(namespaces)] }
}

/** What is about the pods of these namespaces. */
export const podsIn = (namespaces: readonly { name: string; supervisorId: string }[]) =>
  namespaces.map(({ name, supervisorId }) => ({ targetKind: 'Pod', targetId: { startsWith: `${supervisorId}/${name}/` } }))
