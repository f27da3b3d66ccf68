import type { KubeObject } from '#domain/kube/object.ts'
import { formatBytes, fromScalar } from '#domain/kube/quantity.ts'
import type { NamespaceRole, ObjectLimitKey } from '#domain/vsphere/namespace.ts'
import { ssoName } from '#domain/vsphere/sso-subject.ts'
import { millicoresOf, storageClassName } from '#domain/vsphere/units.ts'
import type { NamespaceState } from '#server/inventory/system-namespaces.ts'
import { MANAGED_BY } from '../ensure-object.ts'

/** vSphere's names of object limits as ResourceQuota counts them: https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-on-object-count */
const COUNTED: Record<ObjectLimitKey, string> = {
  pod_count: 'count/pods',
  service_count: 'count/services',
  deployment_count: 'count/deployments.apps',
  daemon_set_count: 'count/daemonsets.apps',
  replica_set_count: 'count/replicasets.apps',
  replication_controller_count: 'count/replicationcontrollers',
  stateful_set_count: 'count/statefulsets.apps',
  config_map_count: 'count/configmaps',
  secret_count: 'count/secrets',
  persistent_volume_claim_count: 'count/persistentvolumeclaims',
  job_count: 'count/jobs.batch',
}

/** Which ClusterRole a role on a namespace is. */
const CLUSTER_ROLE: Record<NamespaceRole, string> = { VIEW: 'view', EDIT: 'edit', OWNER: 'admin' }

// In the form that the API stores them, or every pass would find a difference.
const cpu = (mhz: number, coreMhz: number) => fromScalar('cpu', millicoresOf(mhz, coreMhz))
const bytes = (mebibytes: number) => formatBytes(mebibytes * 1024 ** 2)

type Wished = Pick<NamespaceState, 'name' | 'coreMhz' | 'limits' | 'objectLimits' | 'storage' | 'containerDefaults' | 'access'>

/** The Kubernetes namespace; its annotations tell which resource pool it is, under vSphere's own keys. */
export const wantedNamespace = ({
  name,
  clusterId,
  resourcePoolId,
}: Pick<NamespaceState, 'name' | 'clusterId' | 'resourcePoolId'>): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name,
    labels: { vSphereClusterID: clusterId },
    annotations: { 'vmware-system-resource-pool': resourcePoolId },
  },
})

/** What a namespace's quota says; empty when nothing is limited. CPU is the limit in MHz at the speed of the cluster's slowest core. */
export const wantedHard = ({ limits, objectLimits, storage, coreMhz }: Wished): Record<string, string> => ({
  ...(limits.cpuMhz === null ? {} : { 'requests.cpu': cpu(limits.cpuMhz, coreMhz) }),
  ...(limits.memoryMiB === null ? {} : { 'requests.memory': bytes(limits.memoryMiB) }),
  ...(limits.storageMiB === null ? {} : { 'requests.storage': bytes(limits.storageMiB) }),
  ...Object.fromEntries(
    storage.flatMap(({ storageClass, limitMiB }) =>
      limitMiB === null ? [] : [[`${storageClass}.storageclass.storage.k8s.io/requests.storage`, bytes(limitMiB)]],
    ),
  ),
  ...Object.fromEntries(Object.entries(objectLimits).map(([key, count]) => [COUNTED[key as ObjectLimitKey], String(count)])),
})

/** The ResourceQuota, named as the namespace, or none. */
export const wantedQuotas = (state: Wished): KubeObject[] => {
  const hard = wantedHard(state)
  if (!Object.keys(hard).length) return []
  const metadata = { name: state.name, namespace: state.name, labels: MANAGED_BY }
  return [{ apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard } }]
}

/** The LimitRange with the container defaults, or none. https://kubernetes.io/docs/concepts/policy/limit-range/ */
export const wantedLimitRanges = ({ name, containerDefaults, coreMhz }: Wished): KubeObject[] => {
  const { cpuRequestMhz, cpuLimitMhz, memoryRequestMiB, memoryLimitMiB } = containerDefaults
  const amounts = (mhz: number | undefined, mebibytes: number | undefined) => ({
    ...(mhz === undefined ? {} : { cpu: cpu(mhz, coreMhz) }),
    ...(mebibytes === undefined ? {} : { memory: bytes(mebibytes) }),
  })
  const limit = amounts(cpuLimitMhz, memoryLimitMiB)
  // Kubernetes takes the limit for an absent request; saying so keeps what is stored equal to what is wanted.
  const request = { ...limit, ...amounts(cpuRequestMhz, memoryRequestMiB) }
  if (!Object.keys(request).length) return []
  return [
    {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name, namespace: name, labels: MANAGED_BY },
      spec: {
        limits: [
          {
            type: 'Container',
            ...(Object.keys(limit).length ? { default: limit } : {}),
            defaultRequest: request,
          },
        ],
      },
    },
  ]
}

/** One RoleBinding per person or group, named as the original's. */
export const wantedRoleBindings = ({ name, access }: Wished): KubeObject[] =>
  access.map(({ subjectType, subject, domain, role }) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: {
      name: `wcp:${name}:${subjectType.toLowerCase()}:${domain}:${subject}`,
      namespace: name,
      labels: MANAGED_BY,
    },
    subjects: [
      {
        kind: subjectType === 'USER' ? 'User' : 'Group',
        apiGroup: 'rbac.authorization.k8s.io',
        name: ssoName({ subject, domain }),
      },
    ],
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: CLUSTER_ROLE[role] },
  }))

/** The StorageClasses of a Supervisor: one per policy that any of its namespaces uses. */
export const wantedStorageClasses = (policies: readonly { id: string; name: string }[]): KubeObject[] =>
  policies.map(({ id, name }) => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: storageClassName(name), labels: MANAGED_BY },
    provisioner: 'csi.vsphere.vmware.com',
    parameters: { storagePolicyID: id },
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'Immediate',
    allowVolumeExpansion: true,
  }))
