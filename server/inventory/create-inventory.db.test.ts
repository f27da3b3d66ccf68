import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type NamespaceSpec, PLAIN_NAMESPACE } from '#domain/vsphere/namespace.ts'
import { BUILT_IN_ROLES } from '#domain/vsphere/privileges.ts'
import { type TestInventory, testInventory } from './testing/test-inventory.ts'

let lab: TestInventory
beforeAll(async () => {
  lab = await testInventory()
}, 60_000)
afterAll(() => lab.close())

const spec = (name: string, supervisorId: string, more: Partial<NamespaceSpec> = {}): NamespaceSpec => ({
  ...PLAIN_NAMESPACE,
  name,
  supervisorId,
  limits: { cpuMhz: 4000, memoryMiB: 4096, storageMiB: null },
  ...more,
})

/** A running Supervisor on the lab's cluster, made once. */
const supervisor = async () => {
  const [there] = await lab.admin.supervisors()
  if (there) return there
  const { defaults } = await lab.admin.preflight(lab.clusterId)
  const made = await lab.admin.enableSupervisor(defaults)
  await lab.store.inventory.write(({ db }) => db.supervisor.update({ where: { id: made.id }, data: { configStatus: 'RUNNING' } }))
  return made
}

const audit = (action: string) => lab.store.inventory.read.auditEntry.findMany({ where: { action }, orderBy: { id: 'asc' } })

test('the lab shows in the tree, on the home page and in the lists', async () => {
  const [root] = await lab.admin.tree()
  const cluster = root?.children?.[0]?.children?.find(({ kind }) => kind === 'cluster')
  expect(cluster?.children?.map(({ name, state }) => [name, state])).toEqual([
    ['esx-01.lab', 'ok'],
    ['esx-02.lab', 'ok'],
    ['esx-03.lab', 'ok'],
  ])
  const home = await lab.admin.home()
  expect(home.hosts).toEqual({ connected: 3, disconnected: 0, notResponding: 0, maintenance: 0 })
  expect(home.cpu.capacityMhz).toBe(3 * 16 * 2000)
  const page = await lab.admin.hosts({ sort: 'name', descending: true, limit: 2 })
  expect(page.rows.map(({ name }) => name)).toEqual(['esx-03.lab', 'esx-02.lab'])
  expect(page.total).toBe(3)
  expect((await lab.admin.vmClasses()).filter(({ builtIn }) => builtIn)).toHaveLength(16)
  expect((await lab.admin.search('esx-02')).map(({ name }) => name)).toEqual(['esx-02.lab'])
})

test('a silent host shows as not responding, and as connected again after a beat', async () => {
  lab.clock.step(41_000)
  expect((await lab.admin.hosts({ filters: { connection: ['NOT_RESPONDING'] } })).total).toBe(3)
  await lab.inventory.agents.heartbeat(lab.hostIds)
  expect((await lab.admin.hosts({ filters: { connection: ['CONNECTED'] } })).total).toBe(3)
})

test('usage reported by agents is what the lists show', async () => {
  await lab.inventory.agents.reportUsage([{ hostId: lab.hostIds[0] ?? '', cpuMhz: 1234, memoryBytes: 5 * 1024 ** 3 }])
  expect(await lab.admin.host(lab.hostIds[0] ?? '')).toMatchObject({ cpuUsedMhz: 1234, memoryUsedBytes: 5 * 1024 ** 3 })
})

test('a refusal names the privilege, its words and who holds it, and is audited', async () => {
  const reader = lab.inventory.as(lab.person('rita', [...(BUILT_IN_ROLES['read-only']?.privileges ?? [])]))
  await expect(reader.createCluster({ datacenterId: 'datacenter-1', name: 'x' })).rejects.toMatchObject({
    reason: 'Forbidden',
    message: expect.stringContaining('Needs Host.Inventory.CreateCluster (Create clusters), held by: Administrator.'),
  })
  expect((await audit('cluster.create')).map(({ who, outcome, from }) => [who, outcome, from])).toEqual([
    ['rita@vsphere.local', 'refused', '203.0.113.7'],
  ])
})

test('clusters are made, changed and removed, and every step is in log, events, tasks and audit', async () => {
  const [datacenter] = await lab.admin.datacenters()
  const before = await lab.inventory.revision()
  const made = await lab.admin.createCluster({ datacenterId: datacenter?.id ?? '', name: 'extra' })
  expect(made).toMatchObject({ name: 'extra', drsMode: 'FULLY_AUTOMATED', haEnabled: true, hostCount: 0 })
  await expect(lab.admin.createCluster({ datacenterId: datacenter?.id ?? '', name: 'extra' })).rejects.toMatchObject({
    reason: 'AlreadyExists',
  })
  await expect(lab.admin.createCluster({ datacenterId: datacenter?.id ?? '', name: 'a/b' })).rejects.toMatchObject({
    reason: 'Invalid',
    details: { causes: [{ field: 'name', message: 'must not contain / \\ or %' }] },
  })
  expect(await lab.admin.updateCluster(made.id, { drsMode: 'MANUAL' })).toMatchObject({ drsMode: 'MANUAL', name: 'extra' })
  await lab.admin.deleteCluster(made.id)
  await expect(lab.admin.cluster(made.id)).rejects.toMatchObject({ reason: 'NotFound' })
  const seen: string[] = []
  await new Promise<void>((resolve, reject) => {
    lab.inventory
      .follow({
        after: before,
        kinds: ['Cluster'],
        onChanges: (changes) => {
          seen.push(...changes.map(({ operation, id }) => `${operation} ${id}`))
          if (seen.length === 3) resolve()
        },
        onClose: () => reject(new Error('closed')),
      })
      .catch(reject)
  })
  expect(seen).toEqual([`ADDED ${made.id}`, `MODIFIED ${made.id}`, `DELETED ${made.id}`])
  expect((await lab.admin.tasks({ targetId: made.id })).rows.map(({ name, state }) => [name, state])).toEqual([
    ['Delete cluster', 'SUCCESS'],
    ['Reconfigure cluster', 'SUCCESS'],
    ['Create cluster', 'SUCCESS'],
  ])
  expect((await lab.admin.events({ targetId: made.id })).total).toBe(3)
})

describe('enabling Workload Management', () => {
  test('the lab is compatible with what is proposed, and is enabled with it', async () => {
    const { compatible, checks, defaults } = await lab.admin.preflight(lab.clusterId)
    expect(checks.filter(({ outcome }) => outcome !== 'ok')).toEqual([])
    expect(compatible).toBe(true)
    expect(defaults).toMatchObject({
      name: 'supervisor-01',
      size: 'SMALL',
      controlPlaneCount: 3,
      managementNetwork: { startingAddress: '192.168.10.2', subnetMask: '255.255.255.0', gateway: '192.168.10.1' },
      workloadNetwork: { podCidr: '10.244.0.0/16', serviceCidr: '10.96.0.0/22' },
    })
    const made = await supervisor()
    expect(made).toMatchObject({ name: 'supervisor-01', apiServerUrl: 'https://127.0.0.1:6443/supervisors/supervisor-01' })
    expect((await lab.admin.tasks({ targetId: made.id })).rows[0]).toMatchObject({
      name: 'Enable Workload Management',
      state: 'RUNNING',
    })
  })

  test('what stands in the way is refused with the way out', async () => {
    await supervisor()
    const { defaults, checks } = await lab.admin.preflight(lab.clusterId)
    expect(checks[0]).toMatchObject({ outcome: 'error', message: 'The cluster is the Supervisor "supervisor-01" already' })
    await expect(lab.admin.enableSupervisor(defaults)).rejects.toMatchObject({ reason: 'Conflict' })
    await expect(lab.admin.updateCluster(lab.clusterId, { haEnabled: false })).rejects.toMatchObject({ reason: 'Conflict' })
  })

  test('a half-filled form of the wrong type is refused at its field', async () => {
    const spec = { workloadNetwork: { podCidr: 5 } } as unknown as Parameters<typeof lab.admin.preflight>[1]
    await expect(lab.admin.preflight(lab.clusterId, spec)).rejects.toMatchObject({
      reason: 'Invalid',
      details: { causes: [expect.objectContaining({ field: 'workloadNetwork.podCidr' })] },
    })
  })

  test('who may not is refused', async () => {
    const { defaults } = await lab.admin.preflight(lab.clusterId)
    const operator = lab.inventory.as(lab.person('olle', [...(BUILT_IN_ROLES.operator?.privileges ?? [])]))
    await expect(operator.enableSupervisor(defaults)).rejects.toMatchObject({ reason: 'Forbidden' })
  })
})

describe('namespaces', () => {
  test('are made with limits, people, storage and classes, and changed part by part', async () => {
    const { id } = await supervisor()
    const policy = (await lab.admin.storagePolicies()).find(({ name }) => name === 'Gold')
    const made = await lab.admin.createNamespace(
      spec('team-a', id, {
        access: [{ subjectType: 'GROUP', subject: 'Developers', domain: 'VSPHERE.LOCAL', role: 'EDIT' }],
        storage: [{ policyId: policy?.id ?? '', limitMiB: 1024 }],
        vmClassIds: ['best-effort-small'],
        objectLimits: { pod_count: 20 },
      }),
    )
    expect(made).toMatchObject({
      name: 'team-a',
      configStatus: 'CONFIGURING',
      limits: { cpuMhz: 4000, memoryMiB: 4096, storageMiB: null },
      access: [{ subjectType: 'GROUP', subject: 'developers', domain: 'vsphere.local', role: 'EDIT' }],
      storage: [{ policyName: 'Gold', storageClass: 'gold', limitMiB: 1024 }],
      usage: { cpuMhz: 0, memoryMiB: 0, storageMiB: 0 },
      resourcePoolId: expect.stringMatching(/^resgroup-\d+$/),
    })
    const changed = await lab.admin.updateNamespace(made.id, {
      limits: { cpuMhz: null, memoryMiB: 512, storageMiB: null },
      storage: [],
    })
    expect(changed).toMatchObject({ limits: { cpuMhz: null, memoryMiB: 512 }, storage: [], vmClassIds: ['best-effort-small'] })
  })

  test.each([
    ['a name with capitals', { name: 'Team' }, 'name', 'must be a DNS label'],
    ['a reserved name', { name: 'kube-public' }, 'name', 'is reserved'],
    ['less than 10 MHz', { limits: { cpuMhz: 9, memoryMiB: null, storageMiB: null } }, 'limits.cpuMhz', 'at least 10 MHz'],
    ['limits left out', { limits: undefined }, 'limits', ''],
    [
      'a request above its limit',
      { containerDefaults: { cpuRequestMhz: 200, cpuLimitMhz: 100 } },
      'containerDefaults.cpuRequestMhz',
      'must not be above',
    ],
    [
      'a default that never fits',
      { containerDefaults: { memoryRequestMiB: 9000 } },
      'containerDefaults.memoryRequestMiB',
      'no container would fit',
    ],
    [
      'an unknown person',
      { access: [{ subjectType: 'USER', subject: 'nobody', domain: 'vsphere.local', role: 'VIEW' }] },
      'access.0.subject',
      'there is no user nobody@vsphere.local',
    ],
    ['an unknown policy', { storage: [{ policyId: 'x', limitMiB: null }] }, 'storage', 'there is no storage policy x'],
    ['an unknown class', { vmClassIds: ['huge'] }, 'vmClassIds', 'there is no VM class huge'],
  ])('%s is refused at its field', async (_what, more, field, message) => {
    const { id } = await supervisor()
    const wanted = { ...spec('refused', id), ...more } as unknown as NamespaceSpec
    await expect(lab.admin.createNamespace(wanted)).rejects.toMatchObject({
      reason: 'Invalid',
      details: { causes: [{ field, message: expect.stringContaining(message) }] },
    })
  })

  test('names are unique in the whole vCenter', async () => {
    const { id } = await supervisor()
    await lab.admin.createNamespace(spec('only-one', id))
    await expect(lab.admin.createNamespace(spec('only-one', id))).rejects.toMatchObject({
      reason: 'AlreadyExists',
      message: expect.stringContaining('names are unique in the whole vCenter'),
    })
  })

  test('a DevOps user sees those with access, and nothing else of the inventory', async () => {
    const { id } = await supervisor()
    const mine = await lab.admin.createNamespace(spec('mine', id))
    const other = await lab.admin.createNamespace(spec('not-mine', id))
    await lab.admin.setAccess(mine.id, { subjectType: 'USER', subject: 'devops', domain: 'vsphere.local', role: 'EDIT' })
    const devops = lab.inventory.as(lab.person('DevOps'))
    expect((await devops.namespaces()).rows.map(({ name }) => name)).toEqual(['mine'])
    expect(await devops.namespaceRole('mine')).toBe('EDIT')
    expect(await devops.namespaceRole('not-mine')).toBeUndefined()
    await expect(devops.namespace(other.id)).rejects.toMatchObject({ reason: 'Forbidden' })
    await expect(devops.hosts()).rejects.toMatchObject({ reason: 'Forbidden' })
    expect((await devops.tree())[0]?.children?.map(({ name }) => name)).toEqual(['mine'])
    expect((await devops.search('m')).map(({ name }) => name)).toEqual(['mine'])
    expect((await devops.events()).rows.every(({ targetName }) => targetName === 'mine')).toBe(true)
    const gone = await lab.admin.removeAccess(mine.id, { subjectType: 'USER', subject: 'devops', domain: 'vsphere.local' })
    expect(gone.access).toEqual([])
    expect((await devops.namespaces()).total).toBe(0)
  })

  test('deleting marks them, once', async () => {
    const { id } = await supervisor()
    const doomed = await lab.admin.createNamespace(spec('doomed', id))
    expect(await lab.admin.deleteNamespace(doomed.id)).toMatchObject({ name: 'Delete namespace', state: 'RUNNING' })
    expect(await lab.admin.namespace(doomed.id)).toMatchObject({ configStatus: 'REMOVING' })
    await expect(lab.admin.deleteNamespace(doomed.id)).rejects.toMatchObject({ reason: 'Conflict' })
    await expect(lab.admin.updateNamespace(doomed.id, { description: 'x' })).rejects.toMatchObject({ reason: 'Conflict' })
  })
})

describe('hosts', () => {
  test('enter and leave maintenance mode', async () => {
    const [id = ''] = lab.hostIds
    expect(await lab.admin.enterMaintenance(id)).toMatchObject({ name: 'Enter maintenance mode', state: 'RUNNING' })
    await expect(lab.admin.enterMaintenance(id)).rejects.toMatchObject({ reason: 'Conflict' })
    expect(await lab.admin.host(id)).toMatchObject({ maintenance: 'ENTERING' })
    await lab.admin.exitMaintenance(id)
    expect((await lab.admin.tasks({ targetId: id, filters: { name: ['Enter maintenance mode'] } })).rows[0]).toMatchObject({
      state: 'ERROR',
    })
  })

  test('are removed only when nothing depends on them', async () => {
    const [id = ''] = await lab.addHosts(1)
    await expect(lab.admin.removeHost(id)).rejects.toMatchObject({ reason: 'Conflict' })
    await lab.admin.disconnectHost(id)
    await lab.admin.removeHost(id)
    await expect(lab.admin.host(id)).rejects.toMatchObject({ reason: 'NotFound' })
  })

  test('join only with a good token', async () => {
    const { token } = await lab.admin.createJoinToken(lab.clusterId, { uses: 1 })
    const { certificate, hardware } = await import('./testing/test-inventory.ts')
    await lab.inventory.agents.join(token, hardware('once.lab'), certificate('serial-once'))
    await expect(lab.inventory.agents.join(token, hardware('twice.lab'), certificate('serial-twice'))).rejects.toMatchObject({
      reason: 'Unauthorized',
    })
    await expect(lab.inventory.agents.join('hmj_wrong', hardware('x.lab'), certificate('s'))).rejects.toMatchObject({
      reason: 'Unauthorized',
    })
    await expect(lab.inventory.agents.join(token, hardware('localhost'), certificate('s'))).rejects.toMatchObject({
      reason: 'Invalid',
    })
  })
})
