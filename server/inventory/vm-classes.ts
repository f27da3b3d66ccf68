import { z } from 'zod'
import { StatusError } from '#domain/errors.ts'
import type { VmClassView } from '#domain/vsphere/cluster.ts'
import type { VmClassModel } from '../store/__generated__/prisma/models.ts'
import { checkInput, missing } from './check-input.ts'
import type { InventoryContext } from './context.ts'
import { type Change, operate } from './operation.ts'
import { requirePrivilege } from './require-privilege.ts'

const percent = z.int('must be a whole number').min(0, 'must be from 0 to 100').max(100, 'must be from 0 to 100')
const cpuCount = z.int('must be a whole number').min(1, 'must be at least 1').max(960, 'must be at most 960')
const memoryMiB = z
  .int('must be a whole number of MiB')
  .min(512, 'must be at least 512 MiB')
  .max(25_165_824, 'must be at most 24 TiB')
  .multipleOf(4, 'must be a multiple of 4 MiB')
const description = z.string().trim().max(1000, 'must be at most 1000 characters')

const NEW_VM_CLASS = z.object({
  id: z
    .string('must be text')
    .trim()
    .regex(
      /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
      'must be a DNS label: lower-case letters, digits and "-", at most 63 characters',
    ),
  cpuCount,
  memoryMiB,
  cpuReservation: percent.default(0),
  memoryReservation: percent.default(0),
  description: description.default(''),
})
const VM_CLASS_CHANGE = z.object({
  cpuCount: cpuCount.optional(),
  memoryMiB: memoryMiB.optional(),
  cpuReservation: percent.optional(),
  memoryReservation: percent.optional(),
  description: description.optional(),
})

export type NewVmClass = z.input<typeof NEW_VM_CLASS>
export type VmClassChange = z.input<typeof VM_CLASS_CHANGE>

const viewOf = ({ createdAt: _createdAt, ...view }: VmClassModel): VmClassView => view
const targetOf = ({ id }: { id: string }) => ({ kind: 'VmClass', id, name: id })

/** Every VM class, smallest first. Needs System.Read. */
export const listVmClasses = async (context: InventoryContext): Promise<VmClassView[]> => {
  await requirePrivilege(context, 'System.Read')
  const rows = await context.store.inventory.read.vmClass.findMany({
    orderBy: [{ cpuCount: 'asc' }, { memoryMiB: 'asc' }, { id: 'asc' }],
  })
  return rows.map(viewOf)
}

/** The class, unless it came with the product: those are the same everywhere. */
const own = async (db: Change['db'], id: string): Promise<VmClassModel> => {
  const row = await db.vmClass.findUnique({ where: { id } })
  if (!row) throw missing('VM class', id)
  if (row.builtIn) {
    throw new StatusError('Conflict', `VM class "${id}" is built in and can't be changed or deleted; make one of your own`)
  }
  return row
}

/** Adds a VM class. Its name is its id: https://docs.vmware.com (Create a VM Class). Needs VirtualMachineClasses.Manage. */
export const createVmClass = (context: InventoryContext, input: NewVmClass): Promise<VmClassView> =>
  operate(
    context,
    { privilege: 'VirtualMachineClasses.Manage', action: 'vm-class.create', target: String(input?.id ?? '') },
    async ({ db, record, event, task, note }) => {
      const wanted = checkInput(NEW_VM_CLASS, input, 'VmClass', input?.id)
      if (await db.vmClass.findUnique({ where: { id: wanted.id } })) {
        throw new StatusError('AlreadyExists', `There is a VM class "${wanted.id}" already; choose another name`)
      }
      const view = viewOf(await db.vmClass.create({ data: wanted }))
      record({ kind: 'VmClass', id: view.id, operation: 'ADDED', object: { ...view } })
      await event(targetOf(view), { type: 'vm-class.created', message: `Created VM class ${view.id}` })
      await task('Create VM class', targetOf(view))
      note({ target: view.id, after: view })
      return view
    },
  )

/** Changes a VM class that is not built in; machines made before keep what they have. Needs VirtualMachineClasses.Manage. */
export const updateVmClass = (context: InventoryContext, id: string, input: VmClassChange): Promise<VmClassView> =>
  operate(
    context,
    { privilege: 'VirtualMachineClasses.Manage', action: 'vm-class.update', target: id },
    async ({ db, record, event, task, note }) => {
      const before = viewOf(await own(db, id))
      const change = checkInput(VM_CLASS_CHANGE, input, 'VmClass', id)
      const data = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
      const view = viewOf(await db.vmClass.update({ where: { id }, data }))
      record({ kind: 'VmClass', id, operation: 'MODIFIED', object: { ...view } })
      await event(targetOf(view), { type: 'vm-class.reconfigured', message: `Reconfigured VM class ${id}` })
      await task('Reconfigure VM class', targetOf(view))
      note({ before, after: view })
      return view
    },
  )

/** Removes a VM class that is not built in and that no namespace offers; Conflict names those that do. Needs VirtualMachineClasses.Manage. */
export const deleteVmClass = (context: InventoryContext, id: string): Promise<void> =>
  operate(
    context,
    { privilege: 'VirtualMachineClasses.Manage', action: 'vm-class.delete', target: id },
    async ({ db, record, event, task, note }) => {
      const before = viewOf(await own(db, id))
      const uses = await db.namespaceVmClass.findMany({
        where: { vmClassId: id },
        select: { namespace: { select: { name: true } } },
        orderBy: { namespace: { name: 'asc' } },
      })
      if (uses.length) {
        const names = uses.slice(0, 10).map(({ namespace }) => namespace.name)
        throw new StatusError(
          'Conflict',
          `VM class "${id}" is offered by ${names.join(', ')}${uses.length > 10 ? ' …' : ''}; take it from these namespaces first`,
        )
      }
      await db.vmClass.delete({ where: { id } })
      record({ kind: 'VmClass', id, operation: 'DELETED', object: { ...before } })
      await event(targetOf(before), { type: 'vm-class.deleted', message: `Deleted VM class ${id}` })
      await task('Delete VM class', targetOf(before))
      note({ before })
    },
  )
