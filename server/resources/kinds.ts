import { StatusError } from '#domain/errors.ts'
import { type Kind, kindId } from './kind.ts'
import { configMap } from './kinds/config-map.ts'
import { deployment } from './kinds/deployment.ts'
import { event } from './kinds/event.ts'
import { eventsEvent } from './kinds/events-event.ts'
import { lease } from './kinds/lease.ts'
import { limitRange } from './kinds/limit-range.ts'
import { namespace } from './kinds/namespace.ts'
import { node } from './kinds/node.ts'
import { pod } from './kinds/pod.ts'
import { clusterRole, clusterRoleBinding, role, roleBinding } from './kinds/rbac.ts'
import { replicaSet } from './kinds/replica-set.ts'
import { resourceQuota } from './kinds/resource-quota.ts'
import { secret } from './kinds/secret.ts'
import { serviceAccount } from './kinds/service-account.ts'
import { storageClass } from './kinds/storage-class.ts'

/** Every kind that is served, in the order discovery lists them. */
export const kinds: readonly Kind[] = [
  configMap,
  event,
  limitRange,
  namespace,
  node,
  pod,
  resourceQuota,
  secret,
  serviceAccount,
  deployment,
  replicaSet,
  lease,
  clusterRoleBinding,
  clusterRole,
  roleBinding,
  role,
  storageClass,
  eventsEvent,
]

const byId = new Map(kinds.map((kind) => [kindId(kind), kind]))

/** The kind of `pods` or `deployments.apps`; NotFound in Kubernetes' words when there is none. */
export const kindOf = (resource: string): Kind => {
  const kind = byId.get(resource)
  if (!kind) throw new StatusError('NotFound', 'the server could not find the requested resource', {})
  return kind
}
