import type { User } from '../user.ts'
import { selects } from './labels.ts'
import type { KubeObject, LabelSelector } from './object.ts'

/** One rule of a Role: https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/cluster-role-v1/ */
export interface PolicyRule {
  verbs: string[]
  apiGroups?: string[]
  resources?: string[]
  resourceNames?: string[]
  nonResourceURLs?: string[]
}

export interface Role extends KubeObject {
  kind: 'Role'
  rules?: PolicyRule[]
}

export interface ClusterRole extends KubeObject {
  kind: 'ClusterRole'
  rules?: PolicyRule[]
  aggregationRule?: { clusterRoleSelectors?: LabelSelector[] }
}

export interface RoleSubject {
  kind: 'User' | 'Group' | 'ServiceAccount'
  apiGroup?: string
  name: string
  namespace?: string
}

export interface RoleReference {
  apiGroup?: string
  kind: 'Role' | 'ClusterRole'
  name: string
}

export interface RoleBinding extends KubeObject {
  kind: 'RoleBinding'
  subjects?: RoleSubject[]
  roleRef: RoleReference
}

export interface ClusterRoleBinding extends KubeObject {
  kind: 'ClusterRoleBinding'
  subjects?: RoleSubject[]
  roleRef: RoleReference
}

/** The resources of the four kinds, as keys name them. */
export const RBAC_RESOURCES = {
  roles: 'roles.rbac.authorization.k8s.io',
  clusterRoles: 'clusterroles.rbac.authorization.k8s.io',
  roleBindings: 'rolebindings.rbac.authorization.k8s.io',
  clusterRoleBindings: 'clusterrolebindings.rbac.authorization.k8s.io',
} as const

/** What is asked; the attributes of a Kubernetes request. `path` is set for requests about no resource. */
export interface RequestAttributes {
  verb: string
  group: string
  resource: string
  subresource?: string
  namespace?: string
  name?: string
  path?: string
}

/** What one binding gives one subject. `namespace` is "" when it holds everywhere. */
export interface Grant {
  namespace: string
  subject: RoleSubject
  rules: readonly PolicyRule[]
  /** For the reason of a decision: `ClusterRoleBinding "x" of ClusterRole "y"`. */
  from: string
}

/** All RBAC objects of one API. */
export interface RbacObjects {
  roles: Role[]
  clusterRoles: ClusterRole[]
  roleBindings: RoleBinding[]
  clusterRoleBindings: ClusterRoleBinding[]
}

/** The grants of an API by subject, ready to be asked about every request. */
export type Grants = ReadonlyMap<string, readonly Grant[]>

/** Joins bindings with their roles. A binding to a role that doesn't exist gives nothing, as in Kubernetes. */
export const grantsOf = (objects: RbacObjects): Grants => {
  const clusterRoles = new Map(
    objects.clusterRoles.map((role) => [role.metadata.name, clusterRoleRules(role, objects.clusterRoles)]),
  )
  const roles = new Map(objects.roles.map((role) => [`${role.metadata.namespace}/${role.metadata.name}`, role.rules ?? []]))
  const grants = new Map<string, Grant[]>()
  const add = (binding: RoleBinding | ClusterRoleBinding, namespace: string, from: string) => {
    const { kind, name } = binding.roleRef
    const rules = kind === 'ClusterRole' ? clusterRoles.get(name) : roles.get(`${namespace}/${name}`)
    if (!rules) return
    for (const subject of binding.subjects ?? []) {
      const key = subjectKey(subject, namespace)
      const grant = { namespace, subject, rules, from: `${from} of ${kind} "${name}"` }
      const there = grants.get(key)
      if (there) there.push(grant)
      else grants.set(key, [grant])
    }
  }
  for (const binding of objects.clusterRoleBindings) add(binding, '', `ClusterRoleBinding "${binding.metadata.name}"`)
  for (const binding of objects.roleBindings) {
    const { name, namespace = '' } = binding.metadata
    // A RoleBinding never holds outside a namespace, whatever its object says.
    if (namespace) add(binding, namespace, `RoleBinding "${name}/${namespace}"`)
  }
  return grants
}

/** An aggregated ClusterRole's rules are those of the ClusterRoles its selectors choose; they replace its own. */
const clusterRoleRules = (role: ClusterRole, all: readonly ClusterRole[]): readonly PolicyRule[] => {
  const selectors = role.aggregationRule?.clusterRoleSelectors
  if (!selectors) return role.rules ?? []
  const chosen = all.filter((other) => other !== role && selectors.some((selector) => selects(selector, other.metadata.labels)))
  return chosen.flatMap((other) => other.rules ?? [])
}

const subjectKey = ({ kind, name, namespace }: RoleSubject, bindingNamespace: string): string =>
  kind === 'ServiceAccount' ? `User system:serviceaccount:${namespace || bindingNamespace}:${name}` : `${kind} ${name}`

const grantsFor = (user: Pick<User, 'name' | 'groups'>, grants: Grants): Grant[] =>
  [`User ${user.name}`, ...user.groups.map((group) => `Group ${group}`)].flatMap((key) => grants.get(key) ?? [])

/** The grant that allows the request, or undefined. RBAC only ever adds: there is no rule that refuses. */
export const findGrant = (user: Pick<User, 'name' | 'groups'>, grants: Grants, request: RequestAttributes): Grant | undefined =>
  grantsFor(user, grants).find(({ namespace, rules }) => {
    if (namespace !== '' && (request.path !== undefined || namespace !== request.namespace)) return false
    return rules.some((rule) => ruleAllows(rule, request))
  })

/** The rules that hold for a user in a namespace, from everywhere they come from. */
export const rulesIn = (user: Pick<User, 'name' | 'groups'>, grants: Grants, namespace: string): PolicyRule[] =>
  grantsFor(user, grants)
    .filter((grant) => grant.namespace === '' || grant.namespace === namespace)
    .flatMap((grant) => grant.rules)

const covers = (allowed: readonly string[] | undefined, wanted: string): boolean =>
  allowed !== undefined && (allowed.includes('*') || allowed.includes(wanted))

/** True when one rule allows the request. https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources */
export const ruleAllows = (rule: PolicyRule, request: RequestAttributes): boolean => {
  if (!covers(rule.verbs, request.verb)) return false
  if (request.path !== undefined) return pathAllowed(rule, request.path)
  if (!covers(rule.apiGroups, request.group) || !resourceAllowed(rule, request)) return false
  return !rule.resourceNames?.length || (request.name !== undefined && rule.resourceNames.includes(request.name))
}

const resourceAllowed = ({ resources }: PolicyRule, { resource, subresource }: RequestAttributes): boolean => {
  if (covers(resources, subresource ? `${resource}/${subresource}` : resource)) return true
  return subresource !== undefined && (resources?.includes(`*/${subresource}`) ?? false)
}

const pathAllowed = ({ nonResourceURLs }: PolicyRule, path: string): boolean =>
  nonResourceURLs?.some((url) => url === '*' || url === path || (url.endsWith('*') && path.startsWith(url.slice(0, -1)))) ?? false

/** Why a grant allows: `RBAC: allowed by RoleBinding "dev/lab" of ClusterRole "edit" to User "u"`. */
export const allowedBy = ({ from, subject }: Grant): string => {
  const name = subject.kind === 'ServiceAccount' ? `${subject.name}/${subject.namespace ?? ''}` : subject.name
  return `RBAC: allowed by ${from} to ${subject.kind} "${name}"`
}

/** Why nothing allows, in the API server's words: `User "u" cannot list resource "secrets" in API group "" in the namespace "lab"`. */
export const refusalOf = (user: Pick<User, 'name'>, request: RequestAttributes): string => {
  const who = `User "${user.name}" cannot ${request.verb}`
  if (request.path !== undefined) return `${who} path "${request.path}"`
  const resource = request.subresource ? `${request.resource}/${request.subresource}` : request.resource
  const where = request.namespace ? `in the namespace "${request.namespace}"` : 'at the cluster scope'
  return `${who} resource "${resource}" in API group "${request.group}" ${where}`
}

/** The status of a SelfSubjectRulesReview. */
export interface RulesReviewStatus {
  resourceRules: PolicyRule[]
  nonResourceRules: { verbs: string[]; nonResourceURLs: string[] }[]
  incomplete: boolean
}

/** Rules as a SelfSubjectRulesReview shows them, without repeats. */
export const rulesReview = (rules: readonly PolicyRule[]): RulesReviewStatus => {
  const seen = new Set<string>()
  const status: RulesReviewStatus = { resourceRules: [], nonResourceRules: [], incomplete: false }
  for (const rule of rules) {
    const { verbs, apiGroups, resources, resourceNames, nonResourceURLs } = rule
    const shown = nonResourceURLs?.length
      ? { verbs, nonResourceURLs }
      : { verbs, apiGroups: apiGroups ?? [], resources: resources ?? [], ...(resourceNames?.length ? { resourceNames } : {}) }
    const key = JSON.stringify(shown)
    if (seen.has(key)) continue
    seen.add(key)
    if (shown.nonResourceURLs) status.nonResourceRules.push({ verbs, nonResourceURLs: shown.nonResourceURLs })
    else status.resourceRules.push(shown)
  }
  return status
}
