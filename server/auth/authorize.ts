import {
  allowedBy,
  findGrant,
  type PolicyRule,
  type RulesReviewStatus,
  refusalOf,
  ruleAllows,
  rulesIn,
  rulesReview,
} from '#domain/kube/rbac.ts'
import { holds, type User } from '#domain/user.ts'
import { supervisorApi } from '#domain/vsphere/supervisor.ts'
import type { AccessDecision, AccessRequest } from './auth.ts'
import type { KnownHosts } from './known-hosts.ts'
import type { RbacCache } from './rbac-cache.ts'

/** What anybody may ask, as the roles system:public-info-viewer, system:discovery and system:basic-user give it in Kubernetes. */
const FOR_ALL: PolicyRule[] = [{ verbs: ['get'], nonResourceURLs: ['/healthz', '/livez', '/readyz', '/version', '/version/'] }]
const FOR_AUTHENTICATED: PolicyRule[] = [
  {
    verbs: ['get'],
    nonResourceURLs: [
      '/api',
      '/api/*',
      '/apis',
      '/apis/*',
      '/healthz',
      '/livez',
      '/openapi',
      '/openapi/*',
      '/readyz',
      '/version',
      '/version/',
    ],
  },
  { verbs: ['create'], apiGroups: ['authorization.k8s.io'], resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'] },
  { verbs: ['create'], apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'] },
]
/**
 * Who sees all namespaces in the inventory sees what is in them too, as a read-only vCenter user sees vSphere Pods; Secrets stay with those
 * whom the namespace itself lets in, as in Kubernetes' own role view.
 */
const FOR_VIEWERS: PolicyRule[] = [
  {
    verbs: ['get', 'list', 'watch'],
    apiGroups: [''],
    resources: [
      'configmaps',
      'events',
      'limitranges',
      'namespaces',
      'namespaces/status',
      'nodes',
      'nodes/status',
      'pods',
      'pods/log',
      'pods/status',
      'resourcequotas',
      'resourcequotas/status',
      'serviceaccounts',
    ],
  },
  {
    verbs: ['get', 'list', 'watch'],
    apiGroups: ['apps'],
    resources: [
      'deployments',
      'deployments/scale',
      'deployments/status',
      'replicasets',
      'replicasets/scale',
      'replicasets/status',
    ],
  },
  { verbs: ['get', 'list', 'watch'], apiGroups: ['events.k8s.io'], resources: ['events'] },
  { verbs: ['get', 'list', 'watch'], apiGroups: ['storage.k8s.io'], resources: ['storageclasses'] },
]
const EVERYTHING: PolicyRule[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], nonResourceURLs: ['*'] },
]

/** Decides about requests to Kubernetes APIs. */
export interface Authorizer {
  authorize(user: User, api: string, request: AccessRequest): Promise<AccessDecision>
  rulesFor(user: User, api: string, namespace: string): Promise<RulesReviewStatus>
}

/**
 * In this order: hosts of other Supervisors (never), system:masters, the inventory's Administrator role (`*`), what needs no binding, then RBAC of the API.
 * A "yes" may be a moment old; a "no" is only given after every durable change has been seen.
 */
export const createAuthorizer = (rbac: RbacCache, hosts: KnownHosts): Authorizer => ({
  async authorize(user, api, request) {
    const stranger = await strangeHost(user, api, hosts)
    if (stranger) return { allowed: false, reason: stranger }
    const all = whyEverything(user)
    if (all) return { allowed: true, reason: all }
    if (withoutBinding(user).some((rule) => ruleAllows(rule, request)))
      return { allowed: true, reason: 'allowed without a binding' }
    const grant = findGrant(user, await rbac.grants(api), request) ?? findGrant(user, await rbac.freshGrants(api), request)
    return grant ? { allowed: true, reason: allowedBy(grant) } : { allowed: false, reason: refusalOf(user, request) }
  },

  async rulesFor(user, api, namespace) {
    if (await strangeHost(user, api, hosts)) return rulesReview([])
    if (whyEverything(user)) return rulesReview([...EVERYTHING, ...FOR_AUTHENTICATED])
    return rulesReview([...withoutBinding(user), ...rulesIn(user, await rbac.freshGrants(api), namespace)])
  },
})

const whyEverything = (user: User): string | undefined => {
  if (user.groups.includes('system:masters')) return 'member of system:masters'
  return holds(user, '*') ? 'holds the inventory role Administrator' : undefined
}

const withoutBinding = (user: User): PolicyRule[] => {
  if (!user.groups.includes('system:authenticated')) return FOR_ALL
  return holds(user, 'Namespaces.ListAccess') ? [...FOR_VIEWERS, ...FOR_AUTHENTICATED] : FOR_AUTHENTICATED
}

// A host is a node of the Supervisor that its cluster is: in the API of another it is nobody, and so is one that was removed.
const strangeHost = async (user: User, api: string, hosts: KnownHosts): Promise<string | undefined> => {
  const hostId = hostOf(user)
  if (hostId === undefined) return undefined
  const { host, ok } = await hosts.find(
    hostId,
    ({ supervisorId }) => supervisorId !== undefined && supervisorApi(supervisorId) === api,
  )
  if (ok) return undefined
  return host
    ? `host ${hostId} is in a cluster that is not this Supervisor`
    : `host ${hostId} is not in the inventory any more; join it again`
}

const HOST_GROUP = 'hemisphere:host:'

/** The organization that ties a host's certificate to its inventory id. */
export const hostGroup = (hostId: string): string => `${HOST_GROUP}${hostId}`

/** The inventory id of the host that this user is the agent of; undefined for everybody else. */
export const hostOf = ({ groups }: Pick<User, 'groups'>): string | undefined =>
  groups.find((group) => group.startsWith(HOST_GROUP))?.slice(HOST_GROUP.length)
