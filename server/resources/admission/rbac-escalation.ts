import { forbidden } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { type PolicyRule, RBAC_RESOURCES } from '#domain/kube/rbac.ts'
import { grantRefusal } from '#server/auth/grant-refusal.ts'
import type { Call } from '../door.ts'
import type { Kind } from '../kind.ts'

/**
 * Nobody gives, by a role or a binding, what they don't hold themselves; Forbidden else, with what is missing.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping
 */
export const restrictGrants = async ({ door, user, api }: Call, kind: Kind, object: KubeObject): Promise<void> => {
  if (kind.group !== 'rbac.authorization.k8s.io') return
  const why = await grantRefusal(door.auth, user, api, object, async (role, namespace) => {
    const isCluster = role.kind === 'ClusterRole'
    const resource = isCluster ? RBAC_RESOURCES.clusterRoles : RBAC_RESOURCES.roles
    const found = await door.objects.get({ api, resource, namespace: isCluster ? '' : namespace, name: role.name })
    return found && ((found.rules as PolicyRule[] | undefined) ?? [])
  })
  if (why) throw forbidden(kind, object.metadata.name, why)
}
