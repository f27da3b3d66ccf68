import { z } from 'zod'
import { StatusError } from '#domain/errors.ts'
import type { StoragePolicyView } from '#domain/vsphere/cluster.ts'
import { checkInput, inventoryName, missing } from './check-input.ts'
import type { InventoryContext } from './context.ts'
import { tagList } from './datastore-input.ts'
import { readStoragePolicies } from './datastores.ts'
import { type Change, operate } from './operation.ts'
import { keepingPoliciesSatisfied, policyUses, userNames } from './policy-uses.ts'

const tags = tagList.refine((list) => list.length > 0, 'must hold at least one tag')
const description = z.string().trim().max(1000, 'must be at most 1000 characters')
const NEW_POLICY = z.object({ name: inventoryName, description: description.default(''), tags })
const POLICY_CHANGE = z.object({
  name: inventoryName.optional(),
  description: description.optional(),
  tags: tags.optional(),
})

export type NewStoragePolicy = z.input<typeof NEW_POLICY>
export type StoragePolicyChange = z.input<typeof POLICY_CHANGE>

const targetOf = ({ id, name }: { id: string; name: string }) => ({ kind: 'StoragePolicy', id, name })

const read = async (db: Change['db'], id: string): Promise<StoragePolicyView> => {
  const [view] = await readStoragePolicies(db, { id })
  if (!view) throw missing('storage policy', id)
  return view
}

const refuseTaken = async (db: Change['db'], name: string): Promise<void> => {
  if (!(await db.storagePolicy.findUnique({ where: { name } }))) return
  throw new StatusError('AlreadyExists', `There is a storage policy "${name}" already; choose another name`)
}

/** Adds a storage policy: datastores with any of its tags satisfy it, those that come later too. Needs StorageProfile.Update. */
export const createStoragePolicy = (context: InventoryContext, input: NewStoragePolicy): Promise<StoragePolicyView> =>
  operate(
    context,
    { privilege: 'StorageProfile.Update', action: 'storage-policy.create', target: String(input?.name ?? '') },
    async ({ db, record, event, task, note }) => {
      const wanted = checkInput(NEW_POLICY, input, 'StoragePolicy', input?.name)
      await refuseTaken(db, wanted.name)
      const { id } = await db.storagePolicy.create({ data: wanted })
      const view = await read(db, id)
      record({ kind: 'StoragePolicy', id, operation: 'ADDED', object: { ...view } })
      await event(targetOf(view), { type: 'storage-policy.created', message: `Created storage policy ${view.name}` })
      await task('Create storage policy', targetOf(view))
      note({ target: id, after: view })
      return view
    },
  )

/**
 * Changes a storage policy. One in use keeps its name, because StorageClasses are called after it, and must keep a datastore in every
 * cluster where it is used; Conflict names the users. Needs StorageProfile.Update.
 */
export const updateStoragePolicy = (
  context: InventoryContext,
  id: string,
  input: StoragePolicyChange,
): Promise<StoragePolicyView> =>
  operate(
    context,
    { privilege: 'StorageProfile.Update', action: 'storage-policy.update', target: id },
    async ({ db, record, event, task, note }) => {
      const before = await read(db, id)
      const change = checkInput(POLICY_CHANGE, input, 'StoragePolicy', before.name)
      if (change.name && change.name !== before.name) {
        const uses = await policyUses(db, id)
        if (uses.length) {
          throw new StatusError(
            'Conflict',
            `Storage policy "${before.name}" is used by ${userNames(uses)}, where StorageClasses carry its name; make another policy instead of renaming it`,
          )
        }
        await refuseTaken(db, change.name)
      }
      const data = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
      await keepingPoliciesSatisfied(
        db,
        () => `Storage policy "${before.name}" would have no datastore any more where it is used`,
        () => db.storagePolicy.update({ where: { id }, data }),
      )
      const view = await read(db, id)
      record({ kind: 'StoragePolicy', id, operation: 'MODIFIED', object: { ...view } })
      await event(targetOf(view), { type: 'storage-policy.reconfigured', message: `Reconfigured storage policy ${view.name}` })
      await task('Reconfigure storage policy', targetOf(view))
      note({ before, after: view })
      return view
    },
  )

/** Removes a storage policy that no namespace and no Supervisor uses; Conflict names those that do. Needs StorageProfile.Update. */
export const deleteStoragePolicy = (context: InventoryContext, id: string): Promise<void> =>
  operate(
    context,
    { privilege: 'StorageProfile.Update', action: 'storage-policy.delete', target: id },
    async ({ db, record, event, task, note }) => {
      const before = await read(db, id)
      const uses = await policyUses(db, id)
      if (uses.length) {
        throw new StatusError(
          'Conflict',
          `Storage policy "${before.name}" is used by ${userNames(uses)}; take it from them first`,
        )
      }
      await db.storagePolicy.delete({ where: { id } })
      record({ kind: 'StoragePolicy', id, operation: 'DELETED', object: { ...before } })
      await event(targetOf(before), { type: 'storage-policy.deleted', message: `Deleted storage policy ${before.name}` })
      await task('Delete storage policy', targetOf(before))
      note({ before })
    },
  )
