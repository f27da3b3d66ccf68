import { z } from 'zod'
import type { ActionArgs } from '#domain/client/actions.ts'
import type { NamespaceSpec } from '#domain/vsphere/namespace.ts'
import { type EnableSpec, supervisorApi } from '#domain/vsphere/supervisor.ts'
import { BY_ID, ID, POD } from '../queries/define-query.ts'
import { type ActionTable, checkedByDoor, idOf, nothing } from './define-action.ts'

const SUBJECT = {
  subjectType: z.enum(['USER', 'GROUP']),
  subject: z.string().min(1).max(200),
  domain: z.string().min(1).max(200),
}

/** What can be done to Supervisors, namespaces and pods. */
export const workloadActions: ActionTable<
  | 'enableSupervisor'
  | 'disableSupervisor'
  | 'createNamespace'
  | 'updateNamespace'
  | 'deleteNamespace'
  | 'setAccess'
  | 'removeAccess'
  | 'deletePod'
> = {
  enableSupervisor: {
    schema: z.strictObject({ spec: checkedByDoor<EnableSpec>() }),
    run: ({ inventory }, { spec }) => idOf(inventory.enableSupervisor(spec)),
  },
  disableSupervisor: { schema: BY_ID, run: ({ inventory }, { id }) => idOf(inventory.disableSupervisor(id)) },
  createNamespace: {
    schema: z.strictObject({ spec: checkedByDoor<NamespaceSpec>() }),
    run: ({ inventory }, { spec }) => idOf(inventory.createNamespace(spec)),
  },
  updateNamespace: {
    schema: z.strictObject({ id: ID, change: checkedByDoor<ActionArgs<'updateNamespace'>['change']>() }),
    run: ({ inventory }, { id, change }) => idOf(inventory.updateNamespace(id, change)),
  },
  deleteNamespace: { schema: BY_ID, run: ({ inventory }, { id }) => idOf(inventory.deleteNamespace(id)) },
  setAccess: {
    schema: z.strictObject({ namespaceId: ID, entry: z.strictObject({ ...SUBJECT, role: z.enum(['VIEW', 'EDIT', 'OWNER']) }) }),
    run: ({ inventory }, { namespaceId, entry }) => idOf(inventory.setAccess(namespaceId, entry)),
  },
  removeAccess: {
    schema: z.strictObject({ namespaceId: ID, entry: z.strictObject(SUBJECT) }),
    run: ({ inventory }, { namespaceId, entry }) => idOf(inventory.removeAccess(namespaceId, entry)),
  },
  deletePod: {
    schema: z.strictObject(POD),
    run: ({ plane, user }, { supervisorId, ...ref }) =>
      nothing(plane.resources.as(user, supervisorApi(supervisorId)).delete('pods', ref)),
  },
}
