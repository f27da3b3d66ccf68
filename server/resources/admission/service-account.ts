import { forbidden } from '#domain/errors.ts'
import type { Pod } from '#domain/kube/pod.ts'
import type { Call } from '../door.ts'
import type { Kind } from '../kind.ts'
import { serviceAccount } from '../kinds/service-account.ts'
import { objectKey } from '../object-key.ts'

/**
 * Refuses a pod whose service account does not exist, as Kubernetes does. `default` is not asked for: every pod that says nothing has it,
 * and no token is made of it here, so that there is nothing to wait for.
 * https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#serviceaccount-admission-controller
 */
export const requireServiceAccount = async (call: Call, kind: Kind, { metadata, spec }: Pod): Promise<void> => {
  const { namespace = '', name } = metadata
  const account = spec.serviceAccountName ?? 'default'
  if (account === 'default') return
  if (await call.door.objects.get(objectKey(serviceAccount, call.api, { namespace, name: account }))) return
  throw forbidden(kind, name, `error looking up service account ${namespace}/${account}: serviceaccount "${account}" not found`)
}
