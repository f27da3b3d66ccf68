import { z } from 'zod'
import { StatusError } from '#domain/errors.ts'
import type { DatacenterView } from '#domain/vsphere/cluster.ts'
import { checkInput, inventoryName, missing } from './check-input.ts'
import { datacenterViews } from './cluster-views.ts'
import type { InventoryContext } from './context.ts'
import { operate } from './operation.ts'
import { requirePrivilege } from './require-privilege.ts'

/** Every datacenter, by name. Needs System.Read. */
export const listDatacenters = async (context: InventoryContext): Promise<DatacenterView[]> => {
  await requirePrivilege(context, 'System.Read')
  return datacenterViews(context)
}

/** One datacenter; NotFound when there is none. Needs System.Read. */
export const readDatacenter = async (context: InventoryContext, id: string): Promise<DatacenterView> => {
  await requirePrivilege(context, 'System.Read')
  const [view] = await datacenterViews(context, { id })
  if (!view) throw missing('datacenter', id)
  return view
}

/** Adds an empty datacenter; its name must be free in the whole vCenter. */
export const createDatacenter = async (context: InventoryContext, input: { name: string }): Promise<DatacenterView> => {
  const created = await operate(
    context,
    { privilege: 'Datacenter.Create', action: 'datacenter.create', target: String(input?.name ?? '') },
    async ({ db, nextId, record, event, task, note }) => {
      const { name } = checkInput(z.object({ name: inventoryName }), input, 'Datacenter', input?.name)
      if (await db.datacenter.findUnique({ where: { name } })) {
        throw new StatusError('AlreadyExists', `There is a datacenter "${name}" already; choose another name`)
      }
      const row = await db.datacenter.create({ data: { id: await nextId('datacenter'), name } })
      const target = { kind: 'Datacenter', id: row.id, name }
      record({ kind: 'Datacenter', id: row.id, operation: 'ADDED', object: { id: row.id, name } })
      await event(target, { type: 'datacenter.created', message: `Created datacenter ${name}` })
      await task('Create datacenter', target)
      note({ target: row.id, after: { name } })
      return row.id
    },
  )
  return readDatacenter(context, created)
}

/** Removes a datacenter that holds nothing any more; Conflict says what it still holds. */
export const deleteDatacenter = (context: InventoryContext, id: string): Promise<void> =>
  operate(
    context,
    { privilege: 'Datacenter.Delete', action: 'datacenter.delete', target: id },
    async ({ db, record, event, task, note }) => {
      const row = await db.datacenter.findUnique({
        where: { id },
        include: { clusters: true, datastores: true, networks: true },
      })
      if (!row) throw missing('datacenter', id)
      const held = [...row.clusters, ...row.datastores, ...row.networks].map(({ name }) => name)
      if (held.length) {
        throw new StatusError(
          'Conflict',
          `Datacenter "${row.name}" still holds ${held.slice(0, 10).join(', ')}${held.length > 10 ? ' …' : ''}; remove them first`,
        )
      }
      await db.datacenter.delete({ where: { id } })
      const target = { kind: 'Datacenter', id, name: row.name }
      record({ kind: 'Datacenter', id, operation: 'DELETED', object: { id, name: row.name } })
      await event(target, { type: 'datacenter.deleted', message: `Deleted datacenter ${row.name}` })
      await task('Delete datacenter', target)
      note({ before: { name: row.name } })
    },
  )
