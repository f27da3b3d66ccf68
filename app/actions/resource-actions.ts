import { z } from 'zod'
import type { ActionArgs } from '#domain/client/actions.ts'
import { BY_ID } from '../queries/define-query.ts'
import { type ActionTable, checkedByDoor, idOf, nothing } from './define-action.ts'

const WITH_ID = BY_ID.loose()

/** The id of what is changed, and the fields to change. */
const changeById = <Shape extends { id: string }>() =>
  z.custom<Shape>((value) => WITH_ID.safeParse(value).success, 'must be an object with an id')

/** What can be done to datastores, storage policies, networks and VM classes. The door checks every field, with words of its own. */
export const resourceActions: ActionTable<
  | 'createDatastore'
  | 'updateDatastore'
  | 'deleteDatastore'
  | 'createStoragePolicy'
  | 'updateStoragePolicy'
  | 'deleteStoragePolicy'
  | 'createNetwork'
  | 'deleteNetwork'
  | 'createVmClass'
  | 'updateVmClass'
  | 'deleteVmClass'
> = {
  createDatastore: {
    schema: checkedByDoor<ActionArgs<'createDatastore'>>(),
    run: ({ inventory }, args) => idOf(inventory.createDatastore(args)),
  },
  updateDatastore: {
    schema: changeById<ActionArgs<'updateDatastore'>>(),
    run: ({ inventory }, { id, ...change }) => idOf(inventory.updateDatastore(id, change)),
  },
  deleteDatastore: { schema: BY_ID, run: ({ inventory }, { id }) => nothing(inventory.deleteDatastore(id)) },
  createStoragePolicy: {
    schema: checkedByDoor<ActionArgs<'createStoragePolicy'>>(),
    run: ({ inventory }, args) => idOf(inventory.createStoragePolicy(args)),
  },
  updateStoragePolicy: {
    schema: changeById<ActionArgs<'updateStoragePolicy'>>(),
    run: ({ inventory }, { id, ...change }) => idOf(inventory.updateStoragePolicy(id, change)),
  },
  deleteStoragePolicy: { schema: BY_ID, run: ({ inventory }, { id }) => nothing(inventory.deleteStoragePolicy(id)) },
  createNetwork: {
    schema: checkedByDoor<ActionArgs<'createNetwork'>>(),
    run: ({ inventory }, args) => idOf(inventory.createNetwork(args)),
  },
  deleteNetwork: { schema: BY_ID, run: ({ inventory }, { id }) => nothing(inventory.deleteNetwork(id)) },
  createVmClass: {
    schema: checkedByDoor<ActionArgs<'createVmClass'>>(),
    run: ({ inventory }, args) => idOf(inventory.createVmClass(args)),
  },
  updateVmClass: {
    schema: changeById<ActionArgs<'updateVmClass'>>(),
    run: ({ inventory }, { id, ...change }) => idOf(inventory.updateVmClass(id, change)),
  },
  deleteVmClass: { schema: BY_ID, run: ({ inventory }, { id }) => nothing(inventory.deleteVmClass(id)) },
}
