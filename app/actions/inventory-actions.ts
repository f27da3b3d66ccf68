import { z } from 'zod'
import type { ActionArgs } from '#domain/client/actions.ts'
import { BY_ID, ID } from '../queries/define-query.ts'
import { type ActionTable, idOf, nothing } from './define-action.ts'

const DRS = z.enum(['DISABLED', 'MANUAL', 'PARTIALLY_AUTOMATED', 'FULLY_AUTOMATED'])
const NAME = z.string().trim().min(1, 'Enter a name.').max(80)

/** What can be done to datacenters, clusters, hosts and alarms. */
export const inventoryActions: ActionTable<
  | 'createDatacenter'
  | 'deleteDatacenter'
  | 'createCluster'
  | 'updateCluster'
  | 'deleteCluster'
  | 'createJoinToken'
  | 'disconnectHost'
  | 'reconnectHost'
  | 'removeHost'
  | 'enterMaintenance'
  | 'exitMaintenance'
  | 'acknowledgeAlarm'
  | 'resetAlarm'
> = {
  createDatacenter: {
    schema: z.strictObject({ name: NAME }),
    run: ({ inventory }, args) => idOf(inventory.createDatacenter(args)),
  },
  deleteDatacenter: { schema: BY_ID, run: ({ inventory }, { id }) => nothing(inventory.deleteDatacenter(id)) },
  createCluster: {
    schema: z.strictObject({ datacenterId: ID, name: NAME, drsMode: DRS.optional(), haEnabled: z.boolean().optional() }),
    run: ({ inventory }, args) => idOf(inventory.createCluster(args)),
  },
  updateCluster: {
    schema: z.strictObject({ id: ID, name: NAME.optional(), drsMode: DRS.optional(), haEnabled: z.boolean().optional() }),
    run: ({ inventory }, { id, ...change }) => idOf(inventory.updateCluster(id, change)),
  },
  deleteCluster: { schema: BY_ID, run: ({ inventory }, { id }) => nothing(inventory.deleteCluster(id)) },
  createJoinToken: {
    schema: z.strictObject({ clusterId: ID, hours: z.number().optional(), uses: z.int().optional() }),
    run: async ({ inventory, plane }, { clusterId, ...input }: ActionArgs<'createJoinToken'>) => ({
      ...(await inventory.createJoinToken(clusterId, input)),
      apiUrl: plane.settings.apiUrl,
    }),
  },
  disconnectHost: { schema: BY_ID, run: ({ inventory }, { id }) => idOf(inventory.disconnectHost(id)) },
  reconnectHost: { schema: BY_ID, run: ({ inventory }, { id }) => idOf(inventory.reconnectHost(id)) },
  removeHost: { schema: BY_ID, run: ({ inventory }, { id }) => nothing(inventory.removeHost(id)) },
  enterMaintenance: { schema: BY_ID, run: ({ inventory }, { id }) => idOf(inventory.enterMaintenance(id)) },
  exitMaintenance: { schema: BY_ID, run: ({ inventory }, { id }) => idOf(inventory.exitMaintenance(id)) },
  acknowledgeAlarm: { schema: BY_ID, run: ({ inventory }, { id }) => idOf(inventory.acknowledgeAlarm(id)) },
  resetAlarm: { schema: BY_ID, run: ({ inventory }, { id }) => nothing(inventory.resetAlarm(id)) },
}
