import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemUser, type User } from '#domain/user.ts'
import { PLAIN_NAMESPACE } from '#domain/vsphere/namespace.ts'
import { supervisorApi } from '#domain/vsphere/supervisor.ts'
import { type ControlledLab, controlledLab } from './controllers/testing/controlled-lab.ts'
import { createNamespaceHook } from './namespace-hook.ts'
import { createResources, type OpenResources } from './resources/create-resources.ts'

const namespace = (name: string, labels: Record<string, string> = {}) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
})

let lab: ControlledLab
let resources: OpenResources
let api: string
let operator: User
/** When set, the namespace controller does its work between the two halves of a create. */
let isControllerFaster = false

beforeAll(async () => {
  lab = await controlledLab()
  api = supervisorApi((await lab.enabled()).id)
  operator = lab.person('operator', ['System.Read', 'Namespaces.ListAccess', 'Namespaces.Configure'])
  const hook = createNamespaceHook(lab.system)
  resources = createResources({
    store: lab.store,
    auth: { authorize: async () => ({ allowed: true, reason: 'the test allows everything' }) },
    clock: lab.clock,
    clusterLogs: async () => new ReadableStream(),
    onNamespace: {
      ...hook,
      create: async (user, name, of, options) => {
        await hook.create(user, name, of, options)
        if (isControllerFaster) await lab.namespaces.reconcile((await vsphereNamespace(name))?.id ?? '')
      },
    },
  })
})
afterAll(async () => {
  await resources?.close()
  await lab?.close()
})

const as = (user: User) => resources.as(user, api)

const vsphereNamespace = async (name: string) =>
  (await lab.admin.namespaces({ limit: 500 })).rows.find((row) => row.name === name)

test('a namespace made with kubectl is a vSphere Namespace as well, in the name of who made it', async () => {
  await as(operator).create('namespaces', namespace('by-kubectl'))
  expect(await vsphereNamespace('by-kubectl')).toMatchObject({
    createdBy: 'operator@vsphere.local',
    limits: { cpuMhz: null, memoryMiB: null, storageMiB: null },
  })
})

test('that the controller is faster with the Kubernetes side is nothing the person hears of', async () => {
  isControllerFaster = true
  try {
    const made = await as(operator).create('namespaces', namespace('raced', { team: 'a' }))
    expect(made.metadata.labels).toMatchObject({ team: 'a', vSphereClusterID: lab.clusterId })
  } finally {
    isControllerFaster = false
  }
  await expect(as(operator).create('namespaces', namespace('raced'))).rejects.toMatchObject({ reason: 'AlreadyExists' })
})

test('one that was made in the client a moment ago, and has no Kubernetes side yet, is taken up', async () => {
  const { supervisorId } = (await vsphereNamespace('by-kubectl')) ?? {}
  const limits = { cpuMhz: 2000, memoryMiB: null, storageMiB: null }
  const { id } = await lab.admin.createNamespace({
    ...PLAIN_NAMESPACE,
    name: 'in-client',
    supervisorId: supervisorId ?? '',
    limits,
  })
  await as(operator).create('namespaces', namespace('in-client'))
  expect(await vsphereNamespace('in-client')).toMatchObject({ id, limits })
})

test('a name that another Supervisor has is refused, and nothing is left behind', async () => {
  const { id: _id, ...like } = await lab.store.inventory.read.supervisor.findFirstOrThrow()
  const [datacenter] = await lab.admin.datacenters()
  const { id: clusterId } = await lab.admin.createCluster({ datacenterId: datacenter?.id ?? '', name: 'another' })
  const row = { ...like, id: 'another-supervisor', name: 'another', clusterId, spec: {}, conditions: like.conditions ?? [] }
  await lab.store.inventory.write(({ db }) => db.supervisor.create({ data: row as never }))
  // To this Supervisor's API the namespace of the other is not there; names are unique in the whole vCenter all the same.
  const elsewhere = resources.as(operator, supervisorApi(row.id))
  await expect(elsewhere.create('namespaces', namespace('by-kubectl'))).rejects.toMatchObject({
    reason: 'AlreadyExists',
    message: expect.stringContaining('names are unique in the whole vCenter'),
  })
  await expect(elsewhere.get('namespaces', { name: 'by-kubectl' })).rejects.toMatchObject({ reason: 'NotFound' })
})

test('who may not make or delete vSphere Namespaces may not do it with kubectl either', async () => {
  const eve = lab.person('eve')
  await expect(as(eve).create('namespaces', namespace('eves'))).rejects.toMatchObject({
    reason: 'Forbidden',
    message: expect.stringContaining('Needs Namespaces.Configure'),
  })
  await expect(as(eve).get('namespaces', { name: 'eves' })).rejects.toMatchObject({ reason: 'NotFound' })
  await expect(as(eve).delete('namespaces', { name: 'by-kubectl' })).rejects.toMatchObject({ reason: 'Forbidden' })
  expect(await vsphereNamespace('by-kubectl')).not.toMatchObject({ configStatus: 'REMOVING' })
  expect(
    await lab.store.inventory.read.auditEntry.findMany({
      where: { who: 'eve@vsphere.local', action: { startsWith: 'namespace.' } },
      orderBy: { id: 'asc' },
    }),
  ).toMatchObject([
    { action: 'namespace.create', target: 'eves', outcome: 'refused' },
    { action: 'namespace.delete', outcome: 'refused' },
  ])
})

test.each([
  ['a namespace of Kubernetes itself', 'kube-mine', () => operator],
  [
    'one that a machine makes',
    'by-machine',
    (): User => ({ ...systemUser('robot'), name: 'system:serviceaccount:a:b', from: '192.0.2.1' }),
  ],
])('%s is no vSphere Namespace', async (_what, name, who) => {
  await as(who()).create('namespaces', namespace(name))
  expect(await vsphereNamespace(name)).toBeUndefined()
  await as(who()).delete('namespaces', { name })
})

/** Everything that a write in the inventory leaves behind, of one namespace. */
const traces = async (name: string) => {
  const row = await vsphereNamespace(name)
  const { read } = lab.store.inventory
  const about = { OR: [{ targetId: row?.id ?? '' }, { targetName: name }] }
  return {
    status: row?.configStatus,
    tasks: await read.task.count({ where: about }),
    events: await read.event.count({ where: about }),
    revision: await lab.store.objects.revision('inventory'),
  }
}

test.each<[what: string, preconditions: (metadata: { uid?: string; resourceVersion?: string }) => object]>([
  ['uid', () => ({ uid: '6f1d2c1e-0000-4000-8000-000000000000' })],
  ['resourceVersion', ({ uid }) => ({ uid, resourceVersion: '1' })],
])('a delete whose %s is not that of the namespace leaves the vSphere Namespace as it was', async (_what, preconditions) => {
  const { metadata } = await as(operator).get('namespaces', { name: 'by-kubectl' })
  const before = await traces('by-kubectl')
  await expect(
    as(operator).delete('namespaces', { name: 'by-kubectl' }, { preconditions: preconditions(metadata) }),
  ).rejects.toMatchObject({ reason: 'Conflict', message: expect.stringContaining('in the precondition') })
  expect(await traces('by-kubectl')).toEqual(before)
  expect((await as(operator).get('namespaces', { name: 'by-kubectl' })).metadata).toEqual(metadata)
})

test('deleting a Kubernetes namespace that is not there leaves a vSphere Namespace that has none yet', async () => {
  const { supervisorId } = (await vsphereNamespace('by-kubectl')) ?? {}
  await lab.admin.createNamespace({ ...PLAIN_NAMESPACE, name: 'not-yet', supervisorId: supervisorId ?? '' })
  const before = await traces('not-yet')
  await expect(as(operator).delete('namespaces', { name: 'not-yet' })).rejects.toMatchObject({ reason: 'NotFound' })
  expect(await traces('not-yet')).toEqual(before)
})

test('a dry run changes nothing in the inventory, and refuses what would be refused', async () => {
  const dryRun = { dryRun: true }
  const before = await traces('by-kubectl')
  expect((await as(operator).create('namespaces', namespace('tried'), dryRun)).metadata.name).toBe('tried')
  expect(await as(operator).delete('namespaces', { name: 'by-kubectl' }, dryRun)).toMatchObject({
    status: { phase: 'Terminating' },
  })
  expect(await vsphereNamespace('tried')).toBeUndefined()
  expect(await traces('by-kubectl')).toEqual(before)
  expect(await traces('tried')).toMatchObject({ tasks: 0, events: 0 })
  expect(await lab.store.inventory.read.auditEntry.count({ where: { target: 'tried' } })).toBe(0)
  await expect(as(operator).get('namespaces', { name: 'tried' })).rejects.toMatchObject({ reason: 'NotFound' })

  const eve = lab.person('eve')
  await expect(as(eve).create('namespaces', namespace('eves'), dryRun)).rejects.toMatchObject({ reason: 'Forbidden' })
  await expect(as(eve).delete('namespaces', { name: 'by-kubectl' }, dryRun)).rejects.toMatchObject({ reason: 'Forbidden' })
  const elsewhere = resources.as(operator, supervisorApi('another-supervisor'))
  await expect(elsewhere.create('namespaces', namespace('by-kubectl'), dryRun)).rejects.toMatchObject({ reason: 'AlreadyExists' })
})

test('deleting with kubectl deletes the vSphere Namespace; asking twice is no mistake', async () => {
  // Something that stays, so that the namespace is still there the second time.
  const held = { name: 'held', namespace: 'raced', finalizers: ['test.io/hold'] }
  await as(operator).create('configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata: held })
  await as(operator).delete('namespaces', { name: 'raced' })
  const { id } = (await vsphereNamespace('raced')) ?? {}
  expect(await lab.admin.namespace(id ?? '')).toMatchObject({ configStatus: 'REMOVING' })
  await as(operator).delete('namespaces', { name: 'raced' })
  await expect(as(operator).create('namespaces', namespace('raced'))).rejects.toMatchObject({
    reason: expect.stringMatching(/AlreadyExists|Conflict/),
  })
})
