import { forbidden } from '#domain/errors.ts'
import { jsonEqual } from '#domain/kube/equal.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { User } from '#domain/user.ts'
import { type Kind, kindId } from '../kind.ts'

const PREFIX = 'system:node:'

/** The name of the node that a user is, or undefined for everybody else. */
export const nodeNameOf = ({ name, groups }: User): string | undefined =>
  name.startsWith(PREFIX) && groups.includes('system:nodes') ? name.slice(PREFIX.length) : undefined

/** What a Spherelet wants to do to an object; `object` is what is stored now, or what it wants to create. */
export interface NodeRequest {
  verb: 'create' | 'update' | 'delete'
  subresource?: string | undefined
  object: KubeObject
}

const podRefusal = (node: string, { verb, subresource, object }: NodeRequest): string | undefined => {
  const isOwn = object.spec?.nodeName === node
  if (verb === 'create') return `pod "${object.metadata.name}" can not be created by a node`
  if (verb === 'delete') return isOwn ? undefined : `node "${node}" can only delete pods with spec.nodeName set to itself`
  if (subresource === 'status' && isOwn) return undefined
  return `node "${node}" can only update pod status for pods with spec.nodeName set to itself`
}

/** The hosts that an event says it comes from, in the older and the newer form. */
const speakersOf = ({ source, deprecatedSource, reportingInstance }: KubeObject): string[] =>
  [source?.host, deprecatedSource?.host, reportingInstance].filter((host) => host)

const refusal = (node: string, kind: Kind, request: NodeRequest): string | undefined => {
  const { verb, object } = request
  const { name, namespace } = object.metadata
  const isOwnLease = name === node && namespace === 'kube-node-lease'
  switch (kindId(kind)) {
    case 'pods':
      return podRefusal(node, request)
    case 'nodes':
      if (verb === 'delete') return `node "${node}" is not allowed to delete nodes`
      return name === node ? undefined : `node "${node}" is not allowed to modify node "${name}"`
    case 'leases.coordination.k8s.io':
      return isOwnLease ? undefined : `node "${node}" can only change the lease of its own name in kube-node-lease`
    case 'events':
    case 'events.events.k8s.io':
      if (verb === 'delete') return `node "${node}" is not allowed to delete events`
      return speakersOf(object).every((speaker) => speaker === node) && speakersOf(object).length > 0
        ? undefined
        : `node "${node}" can only write events that name it as their source`
    default:
      return `node "${node}" is not allowed to ${verb} ${kindId(kind)}`
  }
}

/**
 * A host's Spherelet may write its own Node and Lease, the status and deletion of its own pods, and Events of its own; Forbidden else.
 * https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction
 */
export const restrictNode = (user: User, kind: Kind, request: NodeRequest): void => {
  const node = nodeNameOf(user)
  if (node === undefined) return
  const why = refusal(node, kind, request)
  if (why) throw forbidden(kind, request.object.metadata.name, why)
}

const ISOLATION_LABEL = /^([^/]+\.)?node-restriction\.kubernetes\.io\//

const isolationLabels = ({ metadata }: KubeObject) =>
  Object.fromEntries(Object.entries(metadata.labels ?? {}).filter(([name]) => ISOLATION_LABEL.test(name)))

const changeRefusal = (node: string, kind: Kind, next: KubeObject, current: KubeObject | undefined): string | undefined => {
  switch (kindId(kind)) {
    case 'nodes':
      if (!jsonEqual(isolationLabels(next), current ? isolationLabels(current) : {}))
        return `node "${node}" is not allowed to set or modify labels of node-restriction.kubernetes.io`
      if (!current) return undefined
      return jsonEqual(next.spec?.taints, current.spec?.taints) &&
        Boolean(next.spec?.unschedulable) === Boolean(current.spec?.unschedulable)
        ? undefined
        : `node "${node}" is not allowed to modify taints or spec.unschedulable`
    case 'pods':
      return jsonEqual(next.metadata.labels ?? {}, current?.metadata.labels ?? {})
        ? undefined
        : `node "${node}" cannot update labels through pod status`
    case 'events':
    case 'events.events.k8s.io':
      return refusal(node, kind, { verb: 'update', object: next })
    default:
      return undefined
  }
}

/**
 * What a host may not make of its own objects: it can not put itself back into service (taints, spec.unschedulable), join the pods that
 * others select by label, or speak as another in an event. `current` is absent for a new object.
 */
export const restrictNodeChange = (user: User, kind: Kind, next: KubeObject, current?: KubeObject): void => {
  const node = nodeNameOf(user)
  const why = node === undefined ? undefined : changeRefusal(node, kind, next, current)
  if (why) throw forbidden(kind, next.metadata.name, why)
}
