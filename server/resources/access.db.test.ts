import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { KubeObject } from '#domain/kube/object.ts'
import { configMap, openDoor, person, podOf, refusal, spherelet, type TestDoor } from './testing/open-door.ts'

let door: TestDoor
beforeAll(async () => {
  door = await openDoor()
})
afterAll(() => door.close())

describe('a host', () => {
  test('writes only what is its own', async () => {
    const esx = door.resources.as(spherelet('esx-01'), door.api)
    const node = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'Node', metadata: { name } })
    await esx.create('nodes', node('esx-01'))
    expect(await refusal(esx.create('nodes', node('esx-02')))).toMatchObject({
      code: 403,
      message: 'nodes "esx-02" is forbidden: node "esx-01" is not allowed to modify node "esx-02"',
    })
    await door.alice.patch('nodes', { name: 'esx-01' }, { type: 'merge', body: { spec: { unschedulable: true } } })
    const back = esx.patch('nodes', { name: 'esx-01' }, { type: 'merge', body: { spec: { unschedulable: null } } })
    expect((await refusal(back)).message).toContain('is not allowed to modify taints or spec.unschedulable')
    await door.alice.create('pods', podOf('own'))
    const ref = { namespace: 'lab', name: 'own' }
    const running = { type: 'merge' as const, body: { status: { phase: 'Running' } } }
    expect((await refusal(esx.patch('pods', ref, running, { subresource: 'status' }))).code).toBe(403)
    await door.alice.bind(ref, 'esx-01')
    expect((await esx.patch('pods', ref, running, { subresource: 'status' })).status.phase).toBe('Running')
    expect((await refusal(esx.patch('pods', ref, { type: 'merge', body: { metadata: { labels: { a: 'b' } } } }))).code).toBe(403)
    const labelled = { type: 'merge' as const, body: { metadata: { labels: { app: 'web' } } } }
    expect((await refusal(esx.patch('pods', ref, labelled, { subresource: 'status' }))).message).toBe(
      'pods "own" is forbidden: node "esx-01" cannot update labels through pod status',
    )
    const other = door.resources.as(spherelet('esx-02'), door.api)
    for (const write of [
      () => other.patch('pods', ref, running, { subresource: 'status' }),
      () => other.delete('pods', ref, { gracePeriodSeconds: 0 }),
      () => other.deleteCollection('pods', { namespace: 'lab' }),
      () => other.create('pods', podOf('more')),
      () =>
        other.patch(
          'nodes',
          { name: 'esx-01' },
          { type: 'merge', body: { status: { capacity: {} } } },
          { subresource: 'status' },
        ),
    ])
      expect((await refusal(write())).code).toBe(403)
    expect(await esx.delete('pods', ref, { gracePeriodSeconds: 0 })).toBeUndefined()
  })

  test('reads the ConfigMaps and Secrets that its pods name, and no others', async () => {
    const secret = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'lab' } })
    for (const name of ['mounted', 'password', 'other']) await door.alice.create('secrets', secret(name))
    await door.alice.create('configmaps', configMap('mounted'))
    const env = [{ name: 'P', valueFrom: { secretKeyRef: { name: 'password', key: 'p' } } }]
    const volumes = [{ name: 'v', projected: { sources: [{ configMap: { name: 'mounted' } }] } }]
    await door.alice.create('pods', podOf('reader', { containers: [{ name: 'c', image: 'i', env }], volumes }))
    await door.alice.bind({ namespace: 'lab', name: 'reader' }, 'esx-01')
    const as = (node: string, resource: string, name: string) =>
      door.resources.as(spherelet(node), door.api).get(resource, { namespace: 'lab', name })
    expect((await as('esx-01', 'secrets', 'password')).metadata.name).toBe('password')
    expect((await as('esx-01', 'configmaps', 'mounted')).metadata.name).toBe('mounted')
    // one by the name of what it may read, but of another kind; one that nobody names; one that a pod of another host names
    for (const [node, name] of [
      ['esx-01', 'mounted'],
      ['esx-01', 'other'],
      ['esx-02', 'password'],
    ] as const)
      expect(await refusal(as(node, 'secrets', name))).toMatchObject({
        code: 403,
        message: `secrets "${name}" is forbidden: no relationship found between node "${node}" and this object`,
      })
  })

  test('renews its own Lease, and no other', async () => {
    await door.controller.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-node-lease' } })
    const esx = door.resources.as(spherelet('esx-01'), door.api)
    const lease = (name: string, namespace = 'kube-node-lease'): KubeObject => ({
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name, namespace },
      spec: { holderIdentity: name },
    })
    const resource = 'leases.coordination.k8s.io'
    await esx.create(resource, lease('esx-01'))
    await door.alice.create(resource, lease('esx-02'))
    const taken = { type: 'merge' as const, body: { spec: { holderIdentity: 'esx-01' } } }
    const ref = { namespace: 'kube-node-lease', name: 'esx-02' }
    for (const write of [
      () => esx.create(resource, lease('esx-03')),
      () => esx.create(resource, lease('esx-01', 'lab')),
      () => esx.patch(resource, ref, taken),
      () => esx.update(resource, lease('esx-02')),
      () => esx.delete(resource, ref),
    ])
      expect(await refusal(write())).toMatchObject({
        code: 403,
        message: expect.stringContaining('node "esx-01" can only change the lease of its own name in kube-node-lease'),
      })
    expect((await door.alice.get(resource, ref)).spec.holderIdentity).toBe('esx-02')
  })

  test('does not give itself the labels that keep workloads apart', async () => {
    const esx = door.resources.as(spherelet('esx-05'), door.api)
    const label = { 'tenant.node-restriction.kubernetes.io/secret': 'yes' }
    const node: KubeObject = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'esx-05', labels: label } }
    const why = 'node "esx-05" is not allowed to set or modify labels of node-restriction.kubernetes.io'
    expect((await refusal(esx.create('nodes', node))).message).toBe(`nodes "esx-05" is forbidden: ${why}`)
    await esx.create('nodes', { ...node, metadata: { name: 'esx-05', labels: { zone: 'a' } } })
    const patch = { type: 'merge' as const, body: { metadata: { labels: label } } }
    for (const subresource of [undefined, 'status' as const])
      expect(
        (await refusal(esx.patch('nodes', { name: 'esx-05' }, patch, subresource ? { subresource } : {}))).message,
      ).toContain(why)
    await esx.patch('nodes', { name: 'esx-05' }, { type: 'merge', body: { metadata: { labels: { zone: 'b' } } } })
  })

  test('speaks in events only as itself', async () => {
    const esx = door.resources.as(spherelet('esx-01'), door.api)
    const event = (name: string, host?: string): KubeObject => ({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace: 'lab' },
      involvedObject: { kind: 'Pod', namespace: 'lab', name: 'web' },
      ...(host ? { source: { component: 'spherelet', host }, reportingInstance: host } : {}),
    })
    await esx.create('events', event('own', 'esx-01'))
    await door.alice.create('events', event('of-another', 'esx-02'))
    await door.alice.create('events', event('of-nobody'))
    const change = (body: object) => ({ type: 'merge' as const, body })
    const at = (name: string) => ({ namespace: 'lab', name })
    for (const write of [
      () => esx.create('events', event('false', 'esx-02')),
      () => esx.create('events', event('unsaid')),
      () => esx.patch('events', at('of-another'), change({ message: 'all is well' })),
      () => esx.patch('events', at('of-nobody'), change({ message: 'all is well' })),
      () => esx.patch('events', at('own'), change({ source: { host: 'esx-02' } })),
    ])
      expect(await refusal(write())).toMatchObject({
        code: 403,
        message: expect.stringContaining('node "esx-01" can only write events that name it as their source'),
      })
    expect((await esx.patch('events', at('own'), change({ count: 2 }))).count).toBe(2)
  })
})

describe('namespaces', () => {
  test('stay until their finalizer is taken, and take nothing new meanwhile', async () => {
    await door.alice.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'going' } })
    const marked = await door.alice.delete('namespaces', { name: 'going' })
    expect(marked).toMatchObject({ spec: { finalizers: ['kubernetes'] }, status: { phase: 'Terminating' } })
    expect(await refusal(door.alice.create('configmaps', configMap('late', {}, { namespace: 'going' })))).toMatchObject({
      code: 403,
      message: 'configmaps "late" is forbidden: unable to create new content in namespace going because it is being terminated',
      details: { causes: [{ reason: 'NamespaceTerminating' }] },
    })
    const body = { ...(marked as KubeObject), spec: { finalizers: [] } }
    await door.alice.update('namespaces', body, { subresource: 'finalize' })
    expect((await refusal(door.alice.get('namespaces', { name: 'going' }))).code).toBe(404)
  })

  test('only go together with the vSphere side when a person asks', async () => {
    const heard: string[] = []
    const other = await openDoor({
      onNamespace: {
        create: async (user, name) => void heard.push(`${user.displayName} creates ${name}`),
        mayDelete: async (user, name) => void heard.push(`may ${user.displayName} delete ${name}?`),
        delete: async (user, name) => void heard.push(`${user.displayName} deletes ${name}`),
      },
    })
    try {
      await other.alice.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'mine' } })
      await other.alice.delete('namespaces', { name: 'mine' })
      expect(heard).toEqual([
        'alice@vsphere.local creates mine',
        'may alice@vsphere.local delete mine?',
        'alice@vsphere.local deletes mine',
      ])
    } finally {
      await other.close()
    }
  })
})

test('a namespace that the controller was faster to create has what was asked for', async () => {
  const other = await openDoor({
    onNamespace: {
      create: async (_user, name) => {
        await other.controller.create('namespaces', {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name, labels: { by: 'controller' } },
        })
      },
      mayDelete: async () => {},
      delete: async () => {},
    },
  })
  try {
    const asked = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'fast', labels: { team: 'a' } } }
    const made = await other.alice.create('namespaces', asked)
    expect(made.metadata.labels).toMatchObject({ by: 'controller', team: 'a' })
    expect((await refusal(other.alice.create('namespaces', asked))).code).toBe(409)
  } finally {
    await other.close()
  }
})

describe('access', () => {
  test('is refused in the words of Kubernetes', async () => {
    const closed = await openDoor({
      auth: { authorize: async (user) => ({ allowed: user.from === 'control-plane', reason: '' }) },
    })
    try {
      const bob = closed.resources.as(person('bob'), closed.api)
      expect(await refusal(bob.list('secrets', { namespace: 'lab' }))).toMatchObject({
        code: 403,
        message:
          'secrets is forbidden: User "sso:bob@vsphere.local" cannot list resource "secrets" in API group "" in the namespace "lab"',
      })
      expect(await refusal(bob.delete('deployments.apps', { namespace: 'lab', name: 'x' }))).toMatchObject({
        message:
          'deployments.apps "x" is forbidden: User "sso:bob@vsphere.local" cannot delete resource "deployments" in API group "apps" in the namespace "lab"',
      })
      expect((await refusal(bob.bind({ namespace: 'lab', name: 'x' }, 'n'))).message).toContain(
        'cannot create resource "pods/binding"',
      )
      await closed.resources.close()
      const entries = await closed.store.inventory.read.auditEntry.findMany({ orderBy: { id: 'asc' } })
      expect(entries.map(({ who, action, outcome }) => [who, action, outcome])).toEqual([
        ['bob@vsphere.local', 'delete deployments.apps', 'refused'],
        ['bob@vsphere.local', 'bind pods', 'refused'],
      ])
    } finally {
      await closed.close()
    }
  })
})
