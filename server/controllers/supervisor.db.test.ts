import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SupervisorView } from '#domain/vsphere/supervisor.ts'
import { type ControlledLab, controlledLab } from './testing/controlled-lab.ts'

let lab: ControlledLab
let id: string
beforeAll(async () => {
  lab = await controlledLab()
}, 60_000)
afterAll(() => lab.close())

const outline = ({ conditions }: SupervisorView) => Object.fromEntries(conditions.map(({ type, status }) => [type, status]))

test.each([
  ['api example', 'must be a DNS name such as api.example.com'],
  ['10.0.0.1', 'must be a DNS name such as api.example.com'],
  ['*.example.com', 'must be a DNS name such as api.example.com'],
  ['esx-01.lab', '"esx-01.lab" is the name of a host; choose another'],
])('the certificate of the API is for no "%s"', async (dnsName, message) => {
  const { defaults } = await lab.admin.preflight(lab.clusterId)
  const asked = lab.admin.enableSupervisor({ ...defaults, apiServerDnsNames: ['fine.example.com', dnsName] })
  await expect(asked).rejects.toMatchObject({ reason: 'Invalid', message: expect.stringContaining(message) })
})

// One story, told in order: each test goes on where the one before left the lab.
test('enabling goes as far as it can, and says what it waits for', async () => {
  const { defaults } = await lab.admin.preflight(lab.clusterId)
  id = (await lab.admin.enableSupervisor({ ...defaults, apiServerDnsNames: ['API.example.com'] })).id
  expect(await lab.supervisors.keys()).toEqual([id])
  await lab.supervisors.reconcile(id)
  const view = await lab.admin.supervisor(id)
  expect(outline(view)).toEqual({
    InfrastructureInitialized: 'TRUE',
    ControlPlaneVMsDeployed: 'TRUE',
    ControlPlaneVMsConfigured: 'TRUE',
    LoadBalancerConfigured: 'TRUE',
    KubernetesAPIReady: 'TRUE',
    SphereletsReady: 'FALSE',
    NetworkPluginReady: 'TRUE',
    StorageDriverReady: 'TRUE',
    SchedulerExtensionReady: 'TRUE',
    AuthenticatingProxyReady: 'TRUE',
  })
  expect(view).toMatchObject({ configStatus: 'CONFIGURING', kubernetesStatus: 'WARNING', apiServerAddress: '192.168.20.1' })
  expect(view.apiServerDnsNames).toEqual(['api.example.com'])
  expect((await lab.admin.tasks({ targetId: id })).rows[0]).toMatchObject({
    name: 'Enable Workload Management',
    state: 'RUNNING',
    progress: 90,
    description: 'Spherelets run on the hosts',
  })
})

test('control-plane machines stand on different hosts, powered on, with the five addresses taken', async () => {
  const { rows } = await lab.admin.virtualMachines({ clusterId: lab.clusterId })
  expect(rows.map(({ name, powerState, address }) => [name, powerState, address])).toEqual([
    ['SupervisorControlPlaneVM (1)', 'POWERED_ON', '192.168.10.3'],
    ['SupervisorControlPlaneVM (2)', 'POWERED_ON', '192.168.10.4'],
    ['SupervisorControlPlaneVM (3)', 'POWERED_ON', '192.168.10.5'],
  ])
  expect(new Set(rows.map(({ hostId }) => hostId)).size).toBe(3)
})

test('the Kubernetes API has what every API begins with', async () => {
  const kube = lab.kube(id)
  const names = async (resource: string) => (await kube.list(resource)).items.map(({ metadata }) => metadata.name)
  expect(await names('namespaces')).toEqual(['default', 'kube-node-lease', 'kube-public', 'kube-system'])
  expect(await names('clusterroles.rbac.authorization.k8s.io')).toEqual(['admin', 'cluster-admin', 'edit', 'system:node', 'view'])
})

test('it runs once the hosts are nodes', async () => {
  await lab.runAgents(lab.hostIds)
  await lab.supervisors.reconcile(id)
  expect(await lab.admin.supervisor(id)).toMatchObject({
    configStatus: 'RUNNING',
    kubernetesStatus: 'READY',
    hostsReady: 3,
    messages: [],
  })
  expect((await lab.admin.tasks({ targetId: id })).rows[0]).toMatchObject({ state: 'SUCCESS', progress: 100 })
})

test('a pass over a Supervisor that is as it should be writes nothing', async () => {
  const before = [await lab.inventory.revision(), await lab.store.objects.revision(`supervisor:${id}`)]
  await lab.supervisors.reconcile(id)
  expect([await lab.inventory.revision(), await lab.store.objects.revision(`supervisor:${id}`)]).toEqual(before)
})

test('a part that fails shows as a warning with its words, and heals', async () => {
  lab.problems.scheduler = 'Nobody has led the scheduler for 30 s'
  await lab.supervisors.reconcile(id)
  expect(await lab.admin.supervisor(id)).toMatchObject({
    configStatus: 'RUNNING',
    kubernetesStatus: 'WARNING',
    messages: [{ severity: 'WARNING', message: 'Scheduler Extension: Nobody has led the scheduler for 30 s' }],
  })
  delete lab.problems.scheduler
  await lab.supervisors.reconcile(id)
  expect(await lab.admin.supervisor(id)).toMatchObject({ kubernetesStatus: 'READY' })
})

test('a silent host is told of by name, and its control-plane machine is restarted elsewhere', async () => {
  const [lost = '', ...others] = lab.hostIds
  lab.clock.step(41_000)
  await lab.inventory.agents.heartbeat(others)
  await lab.supervisors.reconcile(id)
  const view = await lab.admin.supervisor(id)
  const hosts = view.conditions.find(({ type }) => type === 'SphereletsReady')
  expect(hosts?.children?.map(({ label, status, reason }) => [label, status, reason])).toEqual([
    ['esx-01.lab', 'FALSE', 'NotResponding'],
    ['esx-02.lab', 'TRUE', 'Ready'],
    ['esx-03.lab', 'TRUE', 'Ready'],
  ])
  expect(view).toMatchObject({ configStatus: 'RUNNING', kubernetesStatus: 'WARNING', hostsReady: 2, hostCount: 3 })
  expect((await lab.admin.host(lost)).spherelet).toMatchObject({
    state: 'NOT_READY',
    message: 'The host has not been heard from for 40 seconds',
  })
  expect((await lab.admin.virtualMachines({ hostId: lost })).total).toBe(0)
  await lab.inventory.agents.heartbeat(lab.hostIds)
  await lab.supervisors.reconcile(id)
  expect(await lab.admin.supervisor(id)).toMatchObject({ kubernetesStatus: 'READY' })
})

test('losing every host leaves a running Supervisor with what still works', async () => {
  lab.clock.step(41_000)
  await lab.supervisors.reconcile(id)
  const view = await lab.admin.supervisor(id)
  expect(view).toMatchObject({ configStatus: 'RUNNING', kubernetesStatus: 'WARNING' })
  expect(outline(view)).toMatchObject({
    ControlPlaneVMsDeployed: 'FALSE',
    KubernetesAPIReady: 'TRUE',
    SphereletsReady: 'FALSE',
    StorageDriverReady: 'TRUE',
  })
  await lab.inventory.agents.heartbeat(lab.hostIds)
  await lab.supervisors.reconcile(id)
  expect(await lab.admin.supervisor(id)).toMatchObject({ kubernetesStatus: 'READY' })
})

test('a host in maintenance mode is cordoned, emptied and told done; leaving it uncordons', async () => {
  const [host = ''] = lab.hostIds.filter((each) => each !== lab.hostIds[0])
  await lab.admin.enterMaintenance(host)
  await lab.maintenance.reconcile(host)
  expect(await lab.admin.host(host)).toMatchObject({ maintenance: 'IN_MAINTENANCE', vmCount: 0 })
  const node = () => lab.kube(id).get('nodes', { name: 'esx-02.lab' })
  expect((await node()).spec).toMatchObject({ unschedulable: true })
  await lab.supervisors.reconcile(id)
  const view = await lab.admin.supervisor(id)
  expect(view).toMatchObject({ kubernetesStatus: 'READY', hostsReady: 2, hostCount: 3 })
  expect(view.conditions.find(({ type }) => type === 'SphereletsReady')).toMatchObject({
    status: 'TRUE',
    messages: ['2 of 3 hosts accept vSphere Pods'],
  })
  await lab.admin.exitMaintenance(host)
  await lab.maintenance.reconcile(host)
  expect((await node()).spec?.unschedulable).toBeUndefined()
  expect((await lab.admin.tasks({ targetId: host })).rows.map(({ name, state }) => [name, state])).toEqual([
    ['Exit maintenance mode', 'SUCCESS'],
    ['Enter maintenance mode', 'SUCCESS'],
  ])
})

test('disabling undoes everything in order', async () => {
  await lab.admin.disableSupervisor(id)
  await lab.supervisors.reconcile(id)
  expect(await lab.admin.supervisor(id)).toMatchObject({
    configStatus: 'REMOVING',
    messages: [{ message: 'Waits for esx-01.lab, esx-02.lab, esx-03.lab' }],
  })
  const [vcenter] = await lab.admin.tree()
  const clusters = vcenter?.children?.flatMap(({ children }) => children ?? []) ?? []
  expect(clusters.find((node) => node.id === lab.clusterId)?.state).toBe('removing')
  await lab.runAgents(lab.hostIds)
  await lab.supervisors.reconcile(id)
  expect(await lab.admin.supervisors()).toEqual([])
  expect((await lab.admin.virtualMachines()).total).toBe(0)
  expect(await lab.store.inventory.read.ipAllocation.count()).toBe(0)
  expect(await lab.store.inventory.read.kubeObject.count()).toBe(0)
  expect((await lab.admin.tasks({ targetId: id })).rows[0]).toMatchObject({
    name: 'Disable Workload Management',
    state: 'SUCCESS',
  })
  const { compatible } = await lab.admin.preflight(lab.clusterId)
  expect(compatible).toBe(true)
})
