import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { makePod } from '#domain/testing/make-pod.ts'
import { type NamespaceSpec, type NamespaceView, PLAIN_NAMESPACE } from '#domain/vsphere/namespace.ts'
import type { ResourceClient } from '#server/resources/resources.ts'
import { createAlarmController } from './alarms.ts'
import { type ControlledLab, controlledLab } from './testing/controlled-lab.ts'

let lab: ControlledLab
let supervisorId: string
let kube: ResourceClient
beforeAll(async () => {
  lab = await controlledLab()
  supervisorId = (await lab.enabled()).id
  kube = lab.kube(supervisorId)
}, 60_000)
afterAll(() => lab.close())

const RBAC = 'rolebindings.rbac.authorization.k8s.io'

const made = async (name: string, more: Partial<NamespaceSpec> = {}): Promise<NamespaceView> => {
  const view = await lab.admin.createNamespace({
    ...PLAIN_NAMESPACE,
    name,
    supervisorId,
    ...more,
  })
  await lab.namespaces.reconcile(view.id)
  return lab.admin.namespace(view.id)
}

/** Steps a deletion until the namespace is gone. */
const gone = (id: string) =>
  vi.waitFor(async () => {
    await lab.namespaces.reconcile(id)
    await expect(lab.admin.namespace(id)).rejects.toMatchObject({ reason: 'NotFound' })
  }, WAIT)
const WAIT = { timeout: 20_000, interval: 50 }

test('what the inventory wants is there in Kubernetes', async () => {
  const gold = (await lab.admin.storagePolicies()).find(({ name }) => name === 'Gold')
  const view = await made('team-a', {
    limits: { cpuMhz: 3000, memoryMiB: 4096, storageMiB: 10240 },
    containerDefaults: { cpuRequestMhz: 100, cpuLimitMhz: 500, memoryLimitMiB: 256 },
    objectLimits: { pod_count: 20, deployment_count: 3 },
    access: [
      { subjectType: 'GROUP', subject: 'developers', domain: 'vsphere.local', role: 'EDIT' },
      { subjectType: 'USER', subject: 'operator', domain: 'vsphere.local', role: 'VIEW' },
    ],
    storage: [{ policyId: gold?.id ?? '', limitMiB: 2048 }],
  })
  expect(view).toMatchObject({ configStatus: 'RUNNING', kubernetesPhase: 'Active', messages: [] })
  expect((await lab.admin.tasks({ targetId: view.id })).rows[0]).toMatchObject({ name: 'Create namespace', state: 'SUCCESS' })
  expect((await kube.get('namespaces', { name: 'team-a' })).metadata).toMatchObject({
    labels: { vSphereClusterID: lab.clusterId },
    annotations: { 'vmware-system-resource-pool': view.resourcePoolId },
  })
  // The lab's cores run at 2000 MHz: 3000 MHz are one and a half of them.
  expect((await kube.get('resourcequotas', { namespace: 'team-a', name: 'team-a' })).spec.hard).toEqual({
    'requests.cpu': '1500m',
    'requests.memory': '4Gi',
    'requests.storage': '10Gi',
    'gold.storageclass.storage.k8s.io/requests.storage': '2Gi',
    'count/pods': '20',
    'count/deployments.apps': '3',
  })
  expect((await kube.get('limitranges', { namespace: 'team-a', name: 'team-a' })).spec.limits).toEqual([
    { type: 'Container', default: { cpu: '250m', memory: '256Mi' }, defaultRequest: { cpu: '50m', memory: '256Mi' } },
  ])
  const bindings = (await kube.list(RBAC, { namespace: 'team-a' })).items
  expect(bindings.map(({ subjects, roleRef }) => [subjects[0].kind, subjects[0].name, roleRef.name])).toEqual([
    ['Group', 'sso:developers@vsphere.local', 'edit'],
    ['User', 'sso:operator@vsphere.local', 'view'],
  ])
  expect((await kube.get('storageclasses.storage.k8s.io', { name: 'gold' })).parameters).toEqual({ storagePolicyID: gold?.id })
})

test('changes follow, and drift is repaired', async () => {
  const { id } = await made('team-b', {
    limits: { cpuMhz: 2000, memoryMiB: null, storageMiB: null },
    access: [{ subjectType: 'USER', subject: 'devops', domain: 'vsphere.local', role: 'VIEW' }],
  })
  await lab.admin.setAccess(id, { subjectType: 'USER', subject: 'devops', domain: 'vsphere.local', role: 'OWNER' })
  await kube.patch(
    'resourcequotas',
    { namespace: 'team-b', name: 'team-b' },
    { type: 'merge', body: { spec: { hard: { 'requests.cpu': '64' } } } },
  )
  await lab.namespaces.reconcile(id)
  expect((await kube.list(RBAC, { namespace: 'team-b' })).items.map(({ roleRef }) => roleRef.name)).toEqual(['admin'])
  expect((await kube.get('resourcequotas', { namespace: 'team-b', name: 'team-b' })).spec.hard).toEqual({ 'requests.cpu': '1' })
  await lab.admin.updateNamespace(id, { limits: { cpuMhz: null, memoryMiB: null, storageMiB: null } })
  await lab.admin.removeAccess(id, { subjectType: 'USER', subject: 'devops', domain: 'vsphere.local' })
  await lab.namespaces.reconcile(id)
  expect((await kube.list('resourcequotas', { namespace: 'team-b' })).items).toEqual([])
  expect((await kube.list(RBAC, { namespace: 'team-b' })).items).toEqual([])
})

test('a pass over a namespace that is as wanted writes nothing', async () => {
  const { id } = await made('still', {
    limits: { cpuMhz: 2001, memoryMiB: 2048, storageMiB: 7 },
    containerDefaults: { cpuRequestMhz: 33, memoryLimitMiB: 1000 },
    access: [{ subjectType: 'USER', subject: 'devops', domain: 'vsphere.local', role: 'EDIT' }],
  })
  const before = [await lab.inventory.revision(), await lab.store.objects.revision(`supervisor:${supervisorId}`)]
  await lab.namespaces.reconcile(id)
  expect([await lab.inventory.revision(), await lab.store.objects.revision(`supervisor:${supervisorId}`)]).toEqual(before)
})

test("usage counts requests in vSphere's units, and near the limit there is an alarm", async () => {
  const { id } = await made('counted', { limits: { cpuMhz: 4000, memoryMiB: 1024, storageMiB: null } })
  await kube.create('pods', { ...makePod({ name: 'web', namespace: 'counted', requests: { cpu: '500m', memory: '256Mi' } }) })
  expect(await lab.admin.namespace(id)).toMatchObject({
    usage: { cpuMhz: 1000, memoryMiB: 256 },
    pods: { pending: 1, running: 0 },
  })
  const alarms = createAlarmController(lab)
  const messages = async () => {
    await alarms.reconcile('namespace-near-limit')
    return (await lab.admin.alarms({ filters: { targetId: [id] } })).rows.map(({ message }) => message)
  }
  expect(await messages()).toEqual([])
  await lab.admin.updateNamespace(id, { limits: { cpuMhz: 1050, memoryMiB: 1024, storageMiB: null } })
  expect(await messages()).toEqual(['Namespace counted has requested 95 % of its CPU limit'])
  await kube.delete('pods', { namespace: 'counted', name: 'web' })
  expect(await messages()).toEqual([])
})

test('deleting empties the namespace, says what it waits for, and takes the row with it', async () => {
  const { id } = await made('doomed')
  await kube.create('configmaps', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'held', namespace: 'doomed', finalizers: ['x.io/hold'] },
  })
  await kube.create('configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'free', namespace: 'doomed' } })
  lab.clock.step(1)
  await lab.admin.deleteNamespace(id)
  await vi.waitFor(async () => {
    await lab.namespaces.reconcile(id)
    expect(await lab.admin.namespace(id)).toMatchObject({
      configStatus: 'REMOVING',
      kubernetesPhase: 'Terminating',
      messages: [{ message: 'Waits for 1 configmaps: held (finalizers x.io/hold)' }],
    })
  }, WAIT)
  await kube.patch(
    'configmaps',
    { namespace: 'doomed', name: 'held' },
    { type: 'merge', body: { metadata: { finalizers: null } } },
  )
  await gone(id)
  await expect(kube.get('namespaces', { name: 'doomed' })).rejects.toMatchObject({ reason: 'NotFound' })
  expect((await lab.admin.tasks({ targetId: id })).rows[0]).toMatchObject({ name: 'Delete namespace', state: 'SUCCESS' })
})

test('a Kubernetes namespace that is going away takes its vSphere Namespace along', async () => {
  const { id } = await made('from-below')
  await kube.delete('namespaces', { name: 'from-below' })
  await gone(id)
})

test('a namespace created and deleted with kubectl is a vSphere Namespace too, for those who may', async () => {
  const admin = lab.person('Administrator', ['*'])
  await lab.system.createNamespaceFromKubernetes(admin, supervisorId, 'by-kubectl', { dryRun: false })
  const { rows } = await lab.admin.namespaces({ q: 'by-kubectl' })
  expect(rows[0]).toMatchObject({ name: 'by-kubectl', createdBy: 'Administrator@vsphere.local', limits: { cpuMhz: null } })
  await lab.system.createNamespaceFromKubernetes(admin, supervisorId, 'by-kubectl', { dryRun: false })
  await expect(
    lab.system.createNamespaceFromKubernetes(lab.person('eve'), supervisorId, 'eves', { dryRun: false }),
  ).rejects.toMatchObject({
    reason: 'Forbidden',
  })
  await expect(lab.system.deleteNamespaceFromKubernetes(lab.person('eve'), supervisorId, 'by-kubectl')).rejects.toMatchObject({
    reason: 'Forbidden',
  })
  await lab.system.deleteNamespaceFromKubernetes(admin, supervisorId, 'by-kubectl')
  expect(await lab.admin.namespace(rows[0]?.id ?? '')).toMatchObject({ configStatus: 'REMOVING' })
})
