import { z } from 'zod'
import { pageRows } from '#domain/client/page-rows.ts'
import type { QueryName } from '#domain/client/queries.ts'
import type { EnableSpec } from '#domain/vsphere/supervisor.ts'
import { BY_ID, ID, NO_ARGS, PAGE, type QueryDefinition } from './define-query.ts'

const page = z.strictObject(PAGE)

type InventoryQueryName = Extract<
  QueryName,
  | 'tree'
  | 'home'
  | 'search'
  | 'datacenter'
  | 'datacenters'
  | 'cluster'
  | 'clusters'
  | 'host'
  | 'hosts'
  | 'evacuation'
  | 'datastores'
  | 'networks'
  | 'virtualMachines'
  | 'storagePolicies'
  | 'storagePolicyList'
  | 'vmClasses'
  | 'vmClassList'
  | 'supervisors'
  | 'supervisor'
  | 'preflight'
  | 'namespaces'
  | 'namespace'
  | 'tasks'
  | 'events'
  | 'alarms'
  | 'auditEntries'
  | 'auditEntry'
  | 'principals'
>

/** The client's questions about the inventory. */
export const inventoryQueries: { [Name in InventoryQueryName]: QueryDefinition<Name> } = {
  tree: { schema: NO_ARGS, run: ({ inventory }) => inventory.tree() },
  home: { schema: NO_ARGS, run: ({ inventory }) => inventory.home() },
  search: { schema: z.strictObject({ text: z.string().max(200) }), run: ({ inventory }, { text }) => inventory.search(text) },
  datacenter: { schema: BY_ID, run: ({ inventory }, { id }) => inventory.datacenter(id) },
  datacenters: {
    schema: page,
    run: async ({ inventory }, query) => pageRows(await inventory.datacenters(), query, '0', { usual: 'name', text: ['name'] }),
  },
  cluster: { schema: BY_ID, run: ({ inventory }, { id }) => inventory.cluster(id) },
  clusters: { schema: page, run: ({ inventory }, query) => inventory.clusters(query) },
  host: { schema: BY_ID, run: ({ inventory }, { id }) => inventory.host(id) },
  hosts: { schema: z.strictObject({ ...PAGE, clusterId: ID.optional() }), run: ({ inventory }, query) => inventory.hosts(query) },
  evacuation: { schema: BY_ID, run: ({ inventory }, { id }) => inventory.evacuationPreview(id) },
  datastores: {
    schema: z.strictObject({ ...PAGE, clusterId: ID.optional() }),
    run: ({ inventory }, query) => inventory.datastores(query),
  },
  networks: { schema: page, run: ({ inventory }, query) => inventory.networks(query) },
  virtualMachines: {
    schema: z.strictObject({ ...PAGE, hostId: ID.optional(), clusterId: ID.optional() }),
    run: ({ inventory }, query) => inventory.virtualMachines(query),
  },
  storagePolicies: { schema: NO_ARGS, run: ({ inventory }) => inventory.storagePolicies() },
  storagePolicyList: {
    schema: page,
    run: async ({ inventory }, query) =>
      pageRows(await inventory.storagePolicies(), query, '0', { usual: 'name', text: ['name', 'description', 'tags'] }),
  },
  vmClasses: { schema: NO_ARGS, run: ({ inventory }) => inventory.vmClasses() },
  vmClassList: {
    schema: page,
    run: async ({ inventory }, query) =>
      pageRows(await inventory.vmClasses(), query, '0', { usual: 'cpuCount', text: ['id', 'description'] }),
  },
  supervisors: {
    schema: page,
    run: async ({ inventory }, query) =>
      pageRows(await inventory.supervisors(), query, '0', { usual: 'name', text: ['name', 'clusterName'] }),
  },
  supervisor: { schema: BY_ID, run: ({ inventory }, { id }) => inventory.supervisor(id) },
  preflight: {
    // The door overlays what is there over its own proposal and checks every field.
    schema: z.strictObject({
      clusterId: ID,
      spec: z.custom<Partial<EnableSpec>>((value) => typeof value === 'object' && value !== null).optional(),
    }),
    run: ({ inventory }, { clusterId, spec }) => inventory.preflight(clusterId, spec),
  },
  namespaces: {
    schema: z.strictObject({ ...PAGE, supervisorId: ID.optional() }),
    run: ({ inventory }, query) => inventory.namespaces(query),
  },
  namespace: { schema: BY_ID, run: ({ inventory }, { id }) => inventory.namespace(id) },
  tasks: { schema: z.strictObject({ ...PAGE, targetId: ID.optional() }), run: ({ inventory }, query) => inventory.tasks(query) },
  events: {
    schema: z.strictObject({ ...PAGE, targetId: ID.optional() }),
    run: ({ inventory }, query) => inventory.events(query),
  },
  alarms: {
    schema: z.strictObject({ ...PAGE, targetId: ID.optional() }),
    run: ({ inventory }, query) => inventory.alarms(query),
  },
  auditEntries: { schema: page, run: ({ inventory }, query) => inventory.auditEntries(query) },
  auditEntry: { schema: BY_ID, run: ({ inventory }, { id }) => inventory.auditEntry(id) },
  principals: {
    schema: z.strictObject({ text: z.string().max(200) }),
    run: ({ inventory }, { text }) => inventory.principals(text),
  },
}
