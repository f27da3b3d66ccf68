import { forbidden } from '#domain/errors.ts'
import type { Pod } from '#domain/kube/pod.ts'
import type { Call } from '../door.ts'
import type { Kind } from '../kind.ts'
import { serviceAccount } from '../kinds/service-account.ts'
import { objectKey } from '../object-key.ts'

/** Every namespace has it, a moment after it was made: pods need not wait for that. */
const DEFAULT_ACCOUNT = 'default'

/**
 * Refuses (403) a pod that names something that is not there, in the words of Kubernetes' admission plugins ServiceAccount, Priority and
 * RuntimeClass. There are no priority classes and no runtime classes here, so every name of one is wrong.
 * https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/
 */
export const admitPodReferences = async ({ door, api }: Call, kind: Kind, { metadata, spec }: Pod): Promise<void> => {
  const { name, namespace = '' } = metadata
  const refuse = (why: string) => forbidden(kind, name, why)
  if (spec.priorityClassName) throw refuse(`no PriorityClass with name ${spec.priorityClassName} was found`)
  if (spec.priority) {
    throw refuse(
      `the integer value of priority (${spec.priority}) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name`,
    )
  }
  if (spec.runtimeClassName) throw refuse(`pod rejected: RuntimeClass "${spec.runtimeClassName}" not found`)
  const account = spec.serviceAccountName
  if (!account || account === DEFAULT_ACCOUNT) return
  if (await door.objects.get(objectKey(serviceAccount, api, { namespace, name: account }))) return
  throw refuse(`error looking up service account ${namespace}/${account}: serviceaccount "${account}" not found`)
}
