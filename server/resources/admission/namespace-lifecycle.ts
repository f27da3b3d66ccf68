import { notFound, StatusError } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { Call } from '../door.ts'
import { type Kind, kindId } from '../kind.ts'

/**
 * Nothing new goes into a namespace that is not there (404) or is being emptied (403).
 * https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#namespacelifecycle
 */
export const admitIntoNamespace = async (call: Call, kind: Kind, object: KubeObject): Promise<void> => {
  const name = object.metadata.namespace ?? ''
  const namespace = await call.door.cache(call.api).namespace(name)
  if (!namespace) throw notFound({ group: '', resource: 'namespaces' }, name)
  if (!namespace.metadata.deletionTimestamp) return
  const because = `namespace ${name} is being terminated`
  throw new StatusError(
    'Forbidden',
    `${kindId(kind)} "${object.metadata.name}" is forbidden: unable to create new content in namespace ${name} because it is being terminated`,
    {
      name: object.metadata.name,
      ...(kind.group ? { group: kind.group } : {}),
      kind: kind.resource,
      causes: [{ reason: 'NamespaceTerminating', message: because, field: 'metadata.namespace' }],
    },
  )
}

const KEPT = ['default', 'kube-system', 'kube-public']

/** The namespaces that Kubernetes itself needs stay. */
export const refuseKeptNamespace = (name: string): void => {
  if (!KEPT.includes(name)) return
  throw new StatusError('Forbidden', `namespaces "${name}" is forbidden: this namespace may not be deleted`, {
    name,
    kind: 'namespaces',
  })
}
