import type { Page, PageQuery } from '#domain/page.ts'
import type { VirtualMachineView } from '#domain/vsphere/cluster.ts'
import type { Prisma } from '../store/__generated__/prisma/client.ts'
import type { InventoryContext } from './context.ts'
import { inventoryRevision, pageOf } from './page-of.ts'
import { requirePrivilege } from './require-privilege.ts'

/** What a virtual machine is read with. */
export const VM_PARTS = { host: { select: { name: true } } } as const satisfies Prisma.VirtualMachineInclude

/** A VirtualMachine row as the client sees it; also the body of its log rows. */
export const virtualMachineView = (row: Prisma.VirtualMachineGetPayload<{ include: typeof VM_PARTS }>): VirtualMachineView => ({
  id: row.id,
  name: row.name,
  role: row.role,
  powerState: row.powerState,
  cpuCount: row.cpuCount,
  memoryMiB: row.memoryMiB,
  ...(row.address ? { address: row.address } : {}),
  ...(row.hostId ? { hostId: row.hostId } : {}),
  ...(row.host ? { hostName: row.host.name } : {}),
  runtime: row.runtime,
})

/** Virtual machines, of one host or cluster when asked, a window at a time. Needs System.Read. */
export const listVirtualMachines = async (
  context: InventoryContext,
  { hostId, clusterId, ...query }: PageQuery & { hostId?: string; clusterId?: string } = {},
): Promise<Page<VirtualMachineView>> => {
  await requirePrivilege(context, 'System.Read')
  const { read } = context.store.inventory
  const revision = await inventoryRevision(read)
  const rows = await read.virtualMachine.findMany({
    where: {
      ...(hostId ? { hostId } : {}),
      ...(clusterId ? { OR: [{ host: { clusterId } }, { supervisor: { clusterId } }] } : {}),
    },
    include: VM_PARTS,
  })
  return pageOf(rows.map(virtualMachineView), query, revision, {
    fields: ['name', 'id', 'role', 'powerState', 'cpuCount', 'memoryMiB', 'address', 'hostId', 'hostName', 'runtime'],
    text: ['name', 'address', 'hostName'],
  })
}
