import { z } from 'zod'
import { pageRows } from '#domain/client/page-rows.ts'
import type { QueryName, WorkloadScope } from '#domain/client/queries.ts'
import { podDetail, podRow, workloadEventRow, workloadRow } from '#domain/client/workload-rows.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { Pod } from '#domain/kube/pod.ts'
import type { KubeEvent } from '#domain/kube/workloads.ts'
import { supervisorApi } from '#domain/vsphere/supervisor.ts'
import { ID, PAGE, POD, type QueryContext, type QueryDefinition, SCOPE } from './define-query.ts'

type WorkloadQueryName = Extract<
  QueryName,
  'pods' | 'pod' | 'podEvents' | 'whyPending' | 'deployments' | 'replicaSets' | 'kubernetesEvents'
>

const objects = ({ plane, user }: QueryContext, supervisorId: string) => plane.resources.as(user, supervisorApi(supervisorId))

const listed = async (
  context: QueryContext,
  resource: string,
  { supervisorId, namespace }: WorkloadScope,
  fieldSelector?: string,
) =>
  objects(context, supervisorId).list(resource, {
    ...(namespace ? { namespace } : {}),
    ...(fieldSelector ? { fieldSelector } : {}),
  })

/** In which of the namespaces the user may delete pods, as the Kubernetes API itself would decide. */
const whereDeletable = async ({ plane, user }: QueryContext, supervisorId: string, namespaces: Iterable<string>) => {
  const request = { verb: 'delete', group: '', resource: 'pods' }
  const decided = [...new Set(namespaces)].map(async (namespace) => {
    const { allowed } = await plane.auth.authorize(user, supervisorApi(supervisorId), { ...request, namespace })
    return allowed ? [namespace] : []
  })
  return new Set((await Promise.all(decided)).flat())
}

const workloads = <Name extends 'deployments' | 'replicaSets'>(resource: string): QueryDefinition<Name> => ({
  schema: z.strictObject({ ...PAGE, ...SCOPE }),
  run: async (context, { supervisorId, namespace, ...query }) => {
    const { items, resourceVersion } = await listed(context, resource, { supervisorId, namespace })
    return pageRows(items.map(workloadRow), query, resourceVersion, { usual: 'name', text: ['name', 'namespace', 'images'] })
  },
})

/** The client's questions about what runs on a Supervisor. The door answers each as the user: what they may not list is refused. */
export const workloadQueries: { [Name in WorkloadQueryName]: QueryDefinition<Name> } = {
  pods: {
    schema: z.strictObject({ ...PAGE, ...SCOPE, hostName: z.string().max(253).optional() }),
    run: async (context, { supervisorId, namespace, hostName, ...query }) => {
      const selector = hostName ? `spec.nodeName=${hostName}` : undefined
      const { items, resourceVersion } = await listed(context, 'pods', { supervisorId, namespace }, selector)
      const now = new Date()
      const namespaceOf = ({ metadata }: KubeObject) => metadata.namespace ?? ''
      const deletable = await whereDeletable(context, supervisorId, items.map(namespaceOf))
      const rows = items.map((item) => podRow(item as Pod, { now, mayDelete: deletable.has(namespaceOf(item)) }))
      return pageRows(rows, query, resourceVersion, {
        usual: 'name',
        text: ['name', 'namespace', 'status', 'hostName', 'address'],
      })
    },
  },
  pod: {
    schema: z.strictObject(POD),
    run: async (context, { supervisorId, namespace, name }) => {
      const pod = (await objects(context, supervisorId).get('pods', { namespace, name })) as Pod
      const deletable = await whereDeletable(context, supervisorId, [namespace])
      return podDetail(pod, supervisorId, { now: new Date(), mayDelete: deletable.has(namespace) })
    },
  },
  podEvents: {
    schema: z.strictObject({ ...PAGE, ...POD }),
    run: async (context, { supervisorId, namespace, name, ...query }) => {
      const { items, resourceVersion } = await listed(context, 'events', { supervisorId, namespace })
      const about = (items as KubeEvent[]).filter(({ involvedObject: of }) => of?.kind === 'Pod' && of.name === name)
      return pageRows(about.map(workloadEventRow), query, resourceVersion, EVENTS)
    },
  },
  whyPending: {
    schema: z.strictObject(POD),
    run: async ({ plane, user }, { supervisorId, namespace, name }) => {
      const answer = await plane.whyPending(user, supervisorApi(supervisorId), { namespace, name })
      if (!answer) return null
      const { summary, everywhere, perHost, fixes } = answer
      const reasonsOf = (refusals: typeof everywhere) => refusals.map(({ reason }) => reason)
      const all = perHost.map(({ host, refusals }) => ({ host, reasons: reasonsOf(refusals) }))
      return {
        summary,
        perHost: [...(everywhere.length ? [{ host: 'Every host', reasons: reasonsOf(everywhere) }] : []), ...all],
        fixes,
      }
    },
  },
  deployments: workloads('deployments.apps'),
  replicaSets: workloads('replicasets.apps'),
  kubernetesEvents: {
    schema: z.strictObject({ ...PAGE, supervisorId: ID, namespace: SCOPE.namespace }),
    run: async (context, { supervisorId, namespace, ...query }) => {
      const { items, resourceVersion } = await listed(context, 'events', { supervisorId, namespace })
      return pageRows((items as KubeEvent[]).map(workloadEventRow), query, resourceVersion, EVENTS)
    },
  },
}

const EVENTS = { usual: 'lastSeen', descending: true, text: ['reason', 'object', 'message'] } as const
