import { forbidden } from '#domain/errors.ts'
import type { Pod } from '#domain/kube/pod.ts'
import { podReferences } from '#domain/kube/pod-references.ts'
import type { Call } from '../door.ts'
import { type Kind, kindId } from '../kind.ts'
import type { Reference } from '../resources.ts'
import { nodeNameOf } from './node-restriction.ts'

const KINDS: Record<string, 'ConfigMap' | 'Secret'> = { configmaps: 'ConfigMap', secrets: 'Secret' }

/**
 * A host's Spherelet may read the ConfigMaps and Secrets that pods bound to it name, and no others; Forbidden else, in the words of
 * https://kubernetes.io/docs/reference/access-authn-authz/node/
 */
export const restrictNodeReading = async (call: Call, kind: Kind, { namespace, name }: Reference): Promise<void> => {
  const node = nodeNameOf(call.user)
  const wanted = KINDS[kindId(kind)]
  if (node === undefined || !wanted) return
  const { items } = await call.door.objects.list({ api: call.api, resource: 'pods', namespace: namespace ?? '', host: node })
  const isNamed = (items as Pod[]).some(({ spec }) =>
    podReferences(spec).some((reference) => reference.kind === wanted && reference.name === name),
  )
  if (!isNamed) throw forbidden(kind, name, `no relationship found between node "${node}" and this object`)
}
