import type { KubeObject } from '#domain/kube/object.ts'
import type { PolicyRule } from '#domain/kube/rbac.ts'
import type { SupervisorState } from '#server/inventory/system-supervisors.ts'
import { MANAGED_BY } from '../ensure-object.ts'

/** Namespaces that every Kubernetes API has. */
const NAMESPACES = ['default', 'kube-system', 'kube-public', 'kube-node-lease']

const READ = ['get', 'list', 'watch']
const WRITE = ['create', 'update', 'patch', 'delete', 'deletecollection']

const rule = (apiGroups: string[], resources: string[], verbs: string[]): PolicyRule => ({ apiGroups, resources, verbs })

/** What "Can view" sees: everything but Secrets and roles. https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles */
const VIEW: PolicyRule[] = [
  rule(
    [''],
    [
      'configmaps',
      'endpoints',
      'events',
      'limitranges',
      'namespaces',
      'namespaces/status',
      'persistentvolumeclaims',
      'pods',
      'pods/log',
      'pods/status',
      'replicationcontrollers',
      'resourcequotas',
      'resourcequotas/status',
      'serviceaccounts',
      'services',
    ],
    READ,
  ),
  rule(['apps'], ['*'], READ),
  rule(['batch'], ['*'], READ),
  rule(['events.k8s.io'], ['events'], READ),
  rule(['networking.k8s.io', 'policy', 'discovery.k8s.io'], ['*'], READ),
]

const EDIT: PolicyRule[] = [
  ...VIEW,
  rule([''], ['secrets'], READ),
  rule(
    [''],
    [
      'configmaps',
      'endpoints',
      'events',
      'persistentvolumeclaims',
      'pods',
      'replicationcontrollers',
      'secrets',
      'serviceaccounts',
      'services',
    ],
    WRITE,
  ),
  rule([''], ['pods/eviction'], ['create']),
  rule([''], ['pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy', 'services/proxy'], ['get', 'create']),
  rule(['apps', 'batch'], ['*'], WRITE),
  rule(['networking.k8s.io', 'policy'], ['*'], WRITE),
  rule(['coordination.k8s.io'], ['leases'], [...READ, ...WRITE]),
]

const ADMIN: PolicyRule[] = [
  ...EDIT,
  rule(['rbac.authorization.k8s.io'], ['roles', 'rolebindings'], [...READ, ...WRITE]),
  rule(['authorization.k8s.io'], ['localsubjectaccessreviews'], ['create']),
]

/** What a host's Spherelet may do; the door restricts each to its own Node, Lease and pods, and to what those pods name, besides. */
const NODE: PolicyRule[] = [
  rule([''], ['nodes'], [...READ, 'create', 'update', 'patch']),
  rule([''], ['nodes/status'], ['get', 'update', 'patch']),
  rule([''], ['pods'], [...READ, 'delete']),
  rule([''], ['pods/status'], ['get', 'update', 'patch']),
  rule([''], ['configmaps', 'secrets'], ['get']),
  rule([''], ['events'], ['create', 'update', 'patch', 'get']),
  rule(['events.k8s.io'], ['events'], ['create', 'update', 'patch', 'get']),
  rule(['coordination.k8s.io'], ['leases'], ['get', 'create', 'update', 'patch', 'delete']),
]

const CLUSTER_ROLES: Record<string, PolicyRule[]> = {
  'cluster-admin': [rule(['*'], ['*'], ['*']), { verbs: ['*'], nonResourceURLs: ['*'] }],
  admin: ADMIN,
  edit: EDIT,
  view: VIEW,
  'system:node': NODE,
}

const BINDINGS: [name: string, role: string, group: string][] = [
  ['cluster-admin', 'cluster-admin', 'system:masters'],
  ['wcp:administrators', 'cluster-admin', 'sso:Administrators@vsphere.local'],
  ['system:node', 'system:node', 'system:nodes'],
]

const RBAC = 'rbac.authorization.k8s.io'

/** What a new Kubernetes API begins with, in the order it must be made, each with its resource. */
export const bootstrapObjects = ({
  id,
  name,
  clusterId,
  version,
}: Pick<SupervisorState, 'id' | 'name' | 'clusterId' | 'version'>): [resource: string, object: KubeObject][] => [
  ...NAMESPACES.map((each): [string, KubeObject] => [
    'namespaces',
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: each } },
  ]),
  ...Object.entries(CLUSTER_ROLES).map(([role, rules]): [string, KubeObject] => [
    `clusterroles.${RBAC}`,
    { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata: { name: role, labels: MANAGED_BY }, rules },
  ]),
  ...BINDINGS.map(([binding, role, group]): [string, KubeObject] => [
    `clusterrolebindings.${RBAC}`,
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name: binding, labels: MANAGED_BY },
      subjects: [{ kind: 'Group', apiGroup: RBAC, name: group }],
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role },
    },
  ]),
  [
    'configmaps',
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'supervisor-info', namespace: 'kube-public', labels: MANAGED_BY },
      data: { supervisorId: id, name, clusterId, version },
    },
  ],
]
