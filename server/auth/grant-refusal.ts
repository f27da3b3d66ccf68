import type { KubeObject } from '#domain/kube/object.ts'
import { type ClusterRole, type PolicyRule, RBAC_RESOURCES, type RoleBinding, type RoleReference } from '#domain/kube/rbac.ts'
import { formatRule, missingRules } from '#domain/kube/rbac-escalation.ts'
import type { User } from '#domain/user.ts'
import type { Auth } from './auth.ts'

/** Reads the rules of a role that a binding in `namespace` refers to; undefined when there is no such role. */
export type ReadRoleRules = (role: RoleReference, namespace: string) => Promise<readonly PolicyRule[] | undefined>

const EVERYTHING: PolicyRule[] = [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }]
const RBAC_GROUP = 'rbac.authorization.k8s.io'

/** Where a role is, as a request names it, and the verb that lets somebody give more than they hold. */
interface Given {
  verb: 'escalate' | 'bind'
  resource: 'roles' | 'clusterroles'
  name: string
  rules: readonly PolicyRule[]
}

/**
 * Why the user may not write this Role, ClusterRole, RoleBinding or ClusterRoleBinding as it is: nobody gives what they don't hold,
 * unless they may `escalate` (roles) or `bind` (bindings). Undefined when they may, and for objects of other kinds.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping
 */
export const grantRefusal = async (
  auth: Pick<Auth, 'authorize'> & Partial<Pick<Auth, 'rulesFor'>>,
  user: User,
  api: string,
  object: KubeObject,
  readRules: ReadRoleRules,
): Promise<string | undefined> => {
  const namespace = object.metadata.namespace ?? ''
  const given = await whatIsGiven(object, namespace, readRules)
  if (given === undefined) return undefined
  if (typeof given === 'string') return given
  const { verb, resource, name, rules } = given
  const request = { verb, group: RBAC_GROUP, resource, name, ...(namespace ? { namespace } : {}) }
  if ((await auth.authorize(user, api, request)).allowed) return undefined
  const held = await auth.rulesFor?.(user, api, namespace)
  const missing = missingRules([...(held?.resourceRules ?? []), ...(held?.nonResourceRules ?? [])], rules)
  if (missing.length === 0) return undefined
  const groups = user.groups.map((group) => JSON.stringify(group)).join(' ')
  const who = `user ${JSON.stringify(user.name)} (groups=[${groups}])`
  return `${who} is attempting to grant RBAC permissions not currently held:\n${missing.map(formatRule).join('\n')}`
}

const whatIsGiven = async (
  object: KubeObject,
  namespace: string,
  readRules: ReadRoleRules,
): Promise<Given | string | undefined> => {
  const { name } = object.metadata
  switch (object.kind) {
    case 'Role':
      return { verb: 'escalate', resource: 'roles', name, rules: (object.rules as PolicyRule[] | undefined) ?? [] }
    case 'ClusterRole': {
      const { rules = [], aggregationRule } = object as ClusterRole
      // What an aggregated role will give is not known when it is written.
      return { verb: 'escalate', resource: 'clusterroles', name, rules: aggregationRule ? EVERYTHING : rules }
    }
    case 'RoleBinding':
    case 'ClusterRoleBinding': {
      const { roleRef } = object as RoleBinding
      const rules = await readRules(roleRef, namespace)
      const isCluster = roleRef.kind === 'ClusterRole'
      if (!rules) return `${isCluster ? RBAC_RESOURCES.clusterRoles : RBAC_RESOURCES.roles} "${roleRef.name}" not found`
      return { verb: 'bind', resource: isCluster ? 'clusterroles' : 'roles', name: roleRef.name, rules }
    }
    default:
      return undefined
  }
}
