import { expect, test } from 'vitest'
import type { KubeObject } from '#domain/kube/object.ts'
import { findGrant, grantsOf, type PolicyRule, rulesIn, rulesReview } from '#domain/kube/rbac.ts'
import type { User } from '#domain/user.ts'
import type { Auth } from './auth.ts'
import { grantRefusal } from './grant-refusal.ts'

const API = 'rbac.authorization.k8s.io/v1'
const alice: User = { name: 'alice', groups: ['devs'], displayName: 'alice', privileges: [], from: 'test' }
const readPods: PolicyRule = { verbs: ['get'], apiGroups: [''], resources: ['pods'] }
const readSecrets: PolicyRule = { verbs: ['get'], apiGroups: [''], resources: ['secrets'] }
const mayBindView: PolicyRule = {
  verbs: ['bind'],
  apiGroups: ['rbac.authorization.k8s.io'],
  resources: ['clusterroles'],
  resourceNames: ['view'],
}
const mayEscalate: PolicyRule = { verbs: ['escalate'], apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles'] }

/** An authoriser of one user who holds these rules in the namespace `lab`. */
const holding = (rules: PolicyRule[]): Pick<Auth, 'authorize' | 'rulesFor'> => {
  const subjects = [{ kind: 'User' as const, name: alice.name }]
  const grants = grantsOf({
    roles: [{ apiVersion: API, kind: 'Role', metadata: { name: 'r', namespace: 'lab' }, rules }],
    roleBindings: [
      {
        apiVersion: API,
        kind: 'RoleBinding',
        metadata: { name: 'b', namespace: 'lab' },
        subjects,
        roleRef: { kind: 'Role', name: 'r' },
      },
    ],
    clusterRoles: [],
    clusterRoleBindings: [],
  })
  return {
    authorize: async (user, _api, request) => ({ allowed: findGrant(user, grants, request) !== undefined, reason: '' }),
    rulesFor: async (user, _api, namespace) => rulesReview(rulesIn(user, grants, namespace)),
  }
}

const role = (rules: PolicyRule[]): KubeObject => ({
  apiVersion: API,
  kind: 'Role',
  metadata: { name: 'new', namespace: 'lab' },
  rules,
})
const binding = (name: string): KubeObject => ({
  apiVersion: API,
  kind: 'RoleBinding',
  metadata: { name: 'new', namespace: 'lab' },
  roleRef: { kind: 'ClusterRole', name },
})
const aggregated: KubeObject = {
  apiVersion: API,
  kind: 'ClusterRole',
  metadata: { name: 'new' },
  aggregationRule: { clusterRoleSelectors: [] },
}
const roles: Record<string, PolicyRule[]> = {
  view: [readPods],
  'cluster-admin': [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
}

const refused = (rule: string) =>
  `user "alice" (groups=["devs"]) is attempting to grant RBAC permissions not currently held:\n${rule}`
const all = refused('{APIGroups:["*"], Resources:["*"], Verbs:["*"]}')
const cases: [string, PolicyRule[], KubeObject, string | undefined][] = [
  ['a role of what one holds', [readPods], role([readPods]), undefined],
  [
    'a role of more',
    [readPods],
    role([readPods, readSecrets]),
    refused('{APIGroups:[""], Resources:["secrets"], Verbs:["get"]}'),
  ],
  ['a role of more, with leave to escalate', [mayEscalate], role([readSecrets]), undefined],
  ['a binding to what one holds', [readPods], binding('view'), undefined],
  ['a binding to more', [readPods], binding('cluster-admin'), all],
  ['a binding to what one may bind', [mayBindView], binding('view'), undefined],
  ['a binding to nothing', [readPods], binding('gone'), 'clusterroles.rbac.authorization.k8s.io "gone" not found'],
  ['an aggregated role, whose rules are not known yet', [readPods], aggregated, all],
  [
    'something that gives nothing',
    [],
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace: 'lab' } },
    undefined,
  ],
]

test.each(cases)('%s', async (_, rules, object, refusal) => {
  expect(await grantRefusal(holding(rules), alice, 'api', object, async ({ name }) => roles[name])).toBe(refusal)
})
