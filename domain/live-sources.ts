import type { QueryName } from './client/queries.ts'
import type { LiveChange, LiveTopics } from './live.ts'
import { supervisorApi } from './vsphere/supervisor.ts'

/** What an answer is made from: kinds of the inventory, resources of a Supervisor, and, of `own`, only the object asked for. */
interface Source {
  kinds?: readonly string[]
  /** Kinds of which only the object named by the query's `id` matters. */
  own?: readonly string[]
  resources?: readonly string[]
  /** Counts that the log does not carry (live usage, pods per host) are read again after this many seconds. */
  everySeconds?: number
}

const SOURCES: Record<QueryName, Source> = {
  tree: {
    kinds: ['Datacenter', 'Cluster', 'Host', 'Supervisor', 'Namespace', 'VirtualMachine', 'Alarm', 'Datastore', 'Network'],
  },
  home: { kinds: ['Host', 'Supervisor', 'Namespace', 'Alarm', 'Task'], everySeconds: 15 },
  search: {},
  datacenter: { kinds: ['Datacenter', 'Cluster', 'Host', 'Datastore', 'Network'], everySeconds: 15 },
  datacenters: { kinds: ['Datacenter', 'Cluster', 'Host', 'Datastore', 'Network'], everySeconds: 15 },
  cluster: { kinds: ['Host', 'Supervisor', 'Namespace', 'VirtualMachine', 'Alarm'], own: ['Cluster'], everySeconds: 15 },
  clusters: { kinds: ['Cluster', 'Host', 'Supervisor', 'Namespace'], everySeconds: 15 },
  host: { kinds: ['VirtualMachine', 'Alarm'], own: ['Host'], resources: ['pods'], everySeconds: 15 },
  hosts: { kinds: ['Host', 'VirtualMachine', 'Alarm'], everySeconds: 15 },
  evacuation: { own: ['Host'] },
  datastores: { kinds: ['Datastore'] },
  networks: { kinds: ['Network'] },
  virtualMachines: { kinds: ['VirtualMachine'] },
  storagePolicies: { kinds: ['StoragePolicy', 'Datastore'] },
  storagePolicyList: { kinds: ['StoragePolicy', 'Datastore'] },
  vmClasses: { kinds: ['VmClass'] },
  vmClassList: { kinds: ['VmClass'] },
  supervisors: { kinds: ['Supervisor', 'Namespace', 'Host'] },
  supervisor: { kinds: ['Host', 'Namespace', 'VirtualMachine'], own: ['Supervisor'] },
  preflight: { kinds: ['Cluster', 'Host', 'Supervisor', 'Datastore', 'StoragePolicy', 'Network'] },
  namespaces: { kinds: ['Namespace'], resources: ['pods'], everySeconds: 15 },
  namespace: { own: ['Namespace'], resources: ['pods', 'resourcequotas'], everySeconds: 15 },
  pods: { resources: ['pods'] },
  pod: { resources: ['pods'] },
  podEvents: { resources: ['events'] },
  whyPending: { resources: ['pods', 'nodes'] },
  deployments: { resources: ['deployments.apps'] },
  replicaSets: { resources: ['replicasets.apps'] },
  kubernetesEvents: { resources: ['events'] },
  tasks: { kinds: ['Task'] },
  events: { kinds: ['Event'] },
  alarms: { kinds: ['Alarm'] },
  auditEntries: { everySeconds: 15 },
  auditEntry: {},
  principals: {},
  users: { kinds: ['User', 'Group', 'Permission'] },
  groups: { kinds: ['User', 'Group', 'Permission'] },
  roles: { kinds: ['Role'] },
  permissions: { kinds: ['Permission', 'User', 'Group'] },
  ownTokens: { kinds: ['ApiToken'] },
}

/** The arguments that live updates look at; every query's arguments fit. */
export interface LiveArgs {
  id?: string
  supervisorId?: string
  namespace?: string
  name?: string
}

/** True when the change may alter the answer to the query. */
export const concernsQuery = (name: QueryName, args: LiveArgs, change: LiveChange): boolean => {
  const source = SOURCES[name]
  if (change.api === 'inventory') {
    return !!source.kinds?.includes(change.kind) || (!!source.own?.includes(change.kind) && change.name === args.id)
  }
  if (!source.resources?.includes(change.kind)) return false
  if (args.supervisorId && change.api !== supervisorApi(args.supervisorId)) return false
  if (args.namespace && change.namespace && change.namespace !== args.namespace) return false
  return name !== 'pod' || change.name === args.name
}

/** What the stream must tell so that the answer stays true; nothing for queries about the inventory, which is always told. */
export const topicsOf = (name: QueryName, args: LiveArgs): LiveTopics => {
  const { resources } = SOURCES[name]
  if (!resources || !args.supervisorId) return {}
  return {
    api: supervisorApi(args.supervisorId),
    ...(args.namespace ? { namespace: args.namespace } : {}),
    resources: [...resources],
  }
}

/** Milliseconds after which an answer is read again although nothing was told; undefined when the log tells everything. */
export const refreshAfterMs = (name: QueryName): number | undefined => {
  const seconds = SOURCES[name].everySeconds
  return seconds === undefined ? undefined : seconds * 1000
}

/** One stream for all the queries of a tab: the resources of all of them, in one namespace only when all agree on it. */
export const joinTopics = (all: readonly LiveTopics[]): LiveTopics => {
  const wanted = all.filter(({ api }) => api)
  const api = wanted[0]?.api
  if (!api) return {}
  const same = wanted.filter((each) => each.api === api)
  const namespaces = new Set(same.map(({ namespace }) => namespace))
  const [namespace] = namespaces
  return {
    api,
    ...(namespaces.size === 1 && namespace ? { namespace } : {}),
    resources: [...new Set(same.flatMap(({ resources = [] }) => resources))].sort(),
  }
}
