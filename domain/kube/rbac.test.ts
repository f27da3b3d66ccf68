import { describe, expect, test } from 'vitest'
import type {
  ClusterRole,
  ClusterRoleBinding,
  PolicyRule,
  RbacObjects,
  RequestAttributes,
  Role,
  RoleBinding,
  RoleSubject,
} from './rbac.ts'
import { allowedBy, findGrant, grantsOf, refusalOf, ruleAllows, rulesIn, rulesReview } from './rbac.ts'
import { formatRule, missingRules } from './rbac-escalation.ts'

const API = 'rbac.authorization.k8s.io/v1'
const role = (name: string, namespace: string, rules: PolicyRule[]): Role => ({
  apiVersion: API,
  kind: 'Role',
  metadata: { name, namespace },
  rules,
})
const clusterRole = (name: string, rules: PolicyRule[], extra: Partial<ClusterRole> = {}): ClusterRole => ({
  apiVersion: API,
  kind: 'ClusterRole',
  metadata: { name },
  rules,
  ...extra,
})
const binding = (
  name: string,
  namespace: string,
  kind: 'Role' | 'ClusterRole',
  to: string,
  subjects: RoleSubject[],
): RoleBinding => ({
  apiVersion: API,
  kind: 'RoleBinding',
  metadata: { name, namespace },
  subjects,
  roleRef: { kind, name: to },
})
const clusterBinding = (name: string, to: string, subjects: RoleSubject[]): ClusterRoleBinding => ({
  apiVersion: API,
  kind: 'ClusterRoleBinding',
  metadata: { name },
  subjects,
  roleRef: { kind: 'ClusterRole', name: to },
})
const objects = (part: Partial<RbacObjects>): RbacObjects => ({
  roles: [],
  clusterRoles: [],
  roleBindings: [],
  clusterRoleBindings: [],
  ...part,
})

const readPods: PolicyRule = { verbs: ['get', 'list'], apiGroups: [''], resources: ['pods'] }
const get = (change: Partial<RequestAttributes> = {}): RequestAttributes => ({
  verb: 'get',
  group: '',
  resource: 'pods',
  namespace: 'lab',
  name: 'web',
  ...change,
})

describe('ruleAllows', () => {
  const cases: [string, PolicyRule, RequestAttributes, boolean][] = [
    ['the verb, group and resource named', readPods, get(), true],
    ['another verb', readPods, get({ verb: 'delete' }), false],
    ['another group', readPods, get({ group: 'apps' }), false],
    ['another resource', readPods, get({ resource: 'secrets' }), false],
    ['a subresource is not its resource', readPods, get({ subresource: 'log' }), false],
    ['a subresource that is named', { ...readPods, resources: ['pods/log'] }, get({ subresource: 'log' }), true],
    [
      'a subresource of anything',
      { ...readPods, resources: ['*/scale'] },
      get({ resource: 'deployments', subresource: 'scale' }),
      true,
    ],
    ['a resource does not come with */scale', { ...readPods, resources: ['*/scale'] }, get(), false],
    ['every resource and subresource', { ...readPods, resources: ['*'] }, get({ subresource: 'log' }), true],
    ['every verb', { ...readPods, verbs: ['*'] }, get({ verb: 'deletecollection' }), true],
    ['every group', { ...readPods, apiGroups: ['*'] }, get({ group: 'apps' }), true],
    ['the name that is listed', { ...readPods, resourceNames: ['web'] }, get(), true],
    ['another name', { ...readPods, resourceNames: ['db'] }, get(), false],
    ['no name, where names are listed', { ...readPods, resourceNames: ['web'] }, get({ verb: 'list', name: undefined }), false],
    ['an empty list of names is none', { ...readPods, resourceNames: [] }, get(), true],
    ['a path by its exact text', { verbs: ['get'], nonResourceURLs: ['/metrics'] }, get({ path: '/metrics' }), true],
    ['a path under a star', { verbs: ['get'], nonResourceURLs: ['/logs/*'] }, get({ path: '/logs/a' }), true],
    ['a path beside a star', { verbs: ['get'], nonResourceURLs: ['/logs/*'] }, get({ path: '/logs' }), false],
    [
      'a resource rule says nothing of paths',
      { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
      get({ path: '/metrics' }),
      false,
    ],
    ['a path rule says nothing of resources', { verbs: ['*'], nonResourceURLs: ['*'] }, get(), false],
  ]
  test.each(cases)('%s', (_, rule, request, allowed) => expect(ruleAllows(rule, request)).toBe(allowed))
})

describe('grants', () => {
  const alice = { name: 'sso:alice@vsphere.local', groups: ['sso:devs@vsphere.local', 'system:authenticated'] }
  const user: RoleSubject = { kind: 'User', name: alice.name }
  const group: RoleSubject = { kind: 'Group', name: 'sso:devs@vsphere.local' }
  const view = clusterRole('view', [readPods])
  const cases: [string, Partial<RbacObjects>, RequestAttributes, string | undefined][] = [
    [
      'a RoleBinding to a ClusterRole holds in its namespace',
      { clusterRoles: [view], roleBindings: [binding('dev', 'lab', 'ClusterRole', 'view', [user])] },
      get(),
      'RBAC: allowed by RoleBinding "dev/lab" of ClusterRole "view" to User "sso:alice@vsphere.local"',
    ],
    [
      '… and nowhere else',
      { clusterRoles: [view], roleBindings: [binding('dev', 'lab', 'ClusterRole', 'view', [user])] },
      get({ namespace: 'prod' }),
      undefined,
    ],
    [
      '… nor for all namespaces at once',
      { clusterRoles: [view], roleBindings: [binding('dev', 'lab', 'ClusterRole', 'view', [user])] },
      get({ namespace: undefined }),
      undefined,
    ],
    [
      'a ClusterRoleBinding to a group holds everywhere',
      { clusterRoles: [view], clusterRoleBindings: [clusterBinding('all', 'view', [group])] },
      get({ namespace: undefined }),
      'RBAC: allowed by ClusterRoleBinding "all" of ClusterRole "view" to Group "sso:devs@vsphere.local"',
    ],
    [
      'a Role of another namespace is not meant',
      { roles: [role('r', 'prod', [readPods])], roleBindings: [binding('dev', 'lab', 'Role', 'r', [user])] },
      get(),
      undefined,
    ],
    [
      'a binding to a role that is not there gives nothing',
      { roleBindings: [binding('dev', 'lab', 'ClusterRole', 'gone', [user])] },
      get(),
      undefined,
    ],
    [
      'a group is not a user of the same name',
      { clusterRoles: [view], clusterRoleBindings: [clusterBinding('all', 'view', [{ kind: 'User', name: group.name }])] },
      get(),
      undefined,
    ],
    [
      'a path is not opened by a RoleBinding',
      {
        clusterRoles: [clusterRole('m', [{ verbs: ['get'], nonResourceURLs: ['/metrics'] }])],
        roleBindings: [binding('m', 'lab', 'ClusterRole', 'm', [user])],
      },
      get({ path: '/metrics' }),
      undefined,
    ],
  ]
  test.each(cases)('%s', (_, part, request, reason) => {
    const grant = findGrant(alice, grantsOf(objects(part)), request)
    expect(grant && allowedBy(grant)).toBe(reason)
  })

  test('a service account is meant by its namespace, or by that of the binding', () => {
    const robot = { name: 'system:serviceaccount:lab:robot', groups: [] }
    const grants = grantsOf(
      objects({
        clusterRoles: [view],
        roleBindings: [binding('b', 'lab', 'ClusterRole', 'view', [{ kind: 'ServiceAccount', name: 'robot' }])],
      }),
    )
    expect(findGrant(robot, grants, get())).toBeDefined()
    expect(findGrant({ ...robot, name: 'system:serviceaccount:prod:robot' }, grants, get())).toBeUndefined()
  })

  test('an aggregated ClusterRole has the rules its selectors choose, and not its own', () => {
    const part = clusterRole('part', [readPods], { metadata: { name: 'part', labels: { to: 'view' } } })
    const sum = clusterRole('sum', [{ ...readPods, verbs: ['delete'] }], {
      aggregationRule: { clusterRoleSelectors: [{ matchLabels: { to: 'view' } }] },
    })
    const grants = grantsOf(objects({ clusterRoles: [part, sum], clusterRoleBindings: [clusterBinding('b', 'sum', [group])] }))
    expect(findGrant(alice, grants, get())).toBeDefined()
    expect(findGrant(alice, grants, get({ verb: 'delete' }))).toBeUndefined()
  })

  test('the rules of a namespace come from both kinds of bindings, shown once', () => {
    const parts = {
      clusterRoles: [view],
      clusterRoleBindings: [clusterBinding('all', 'view', [group])],
      roleBindings: [binding('dev', 'lab', 'ClusterRole', 'view', [user])],
    }
    const rules = rulesIn(alice, grantsOf(objects(parts)), 'lab')
    expect(rules).toEqual([readPods, readPods])
    expect(rulesReview([...rules, { verbs: ['get'], nonResourceURLs: ['/version'] }])).toEqual({
      resourceRules: [readPods],
      nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/version'] }],
      incomplete: false,
    })
  })
})

test.each([
  [
    { verb: 'list', group: '', resource: 'secrets', namespace: 'lab' },
    'User "u" cannot list resource "secrets" in API group "" in the namespace "lab"',
  ],
  [
    { verb: 'create', group: '', resource: 'pods', subresource: 'exec', namespace: 'lab' },
    'User "u" cannot create resource "pods/exec" in API group "" in the namespace "lab"',
  ],
  [
    { verb: 'list', group: 'apps', resource: 'deployments' },
    'User "u" cannot list resource "deployments" in API group "apps" at the cluster scope',
  ],
  [{ verb: 'get', group: '', resource: '', path: '/metrics' }, 'User "u" cannot get path "/metrics"'],
])('a refusal says what the API server says: %o', (request, text) => expect(refusalOf({ name: 'u' }, request)).toBe(text))

describe('missingRules', () => {
  const cases: [string, PolicyRule[], PolicyRule[], string[]][] = [
    ['the same rule', [readPods], [readPods], []],
    [
      'several held rules cover one together',
      [
        { ...readPods, verbs: ['get'] },
        { ...readPods, verbs: ['list'] },
      ],
      [readPods],
      [],
    ],
    [
      'one verb more',
      [readPods],
      [{ ...readPods, verbs: ['get', 'delete'] }],
      ['{APIGroups:[""], Resources:["pods"], Verbs:["delete"]}'],
    ],
    [
      'everything covers all',
      [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
      [{ ...readPods, verbs: ['*'], resources: ['*'] }],
      [],
    ],
    [
      'all of a thing is more than each that is held',
      [readPods],
      [{ ...readPods, verbs: ['*'] }],
      ['{APIGroups:[""], Resources:["pods"], Verbs:["*"]}'],
    ],
    [
      'a rule for one name does not cover all names',
      [{ ...readPods, resourceNames: ['a'] }],
      [readPods],
      ['{APIGroups:[""], Resources:["pods"], Verbs:["get"]}', '{APIGroups:[""], Resources:["pods"], Verbs:["list"]}'],
    ],
    ['a rule for all names covers one', [readPods], [{ ...readPods, resourceNames: ['a'] }], []],
    [
      'paths',
      [{ verbs: ['get'], nonResourceURLs: ['/logs/*'] }],
      [{ verbs: ['get'], nonResourceURLs: ['/logs/a', '/metrics'] }],
      ['{NonResourceURLs:["/metrics"], Verbs:["get"]}'],
    ],
  ]
  test.each(cases)('%s', (_, held, wanted, missing) => expect(missingRules(held, wanted).map(formatRule)).toEqual(missing))
})
