import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { KubeObject } from '#domain/kube/object.ts'
import { configMap, openDoor, podOf, type TestDoor } from './testing/open-door.ts'

let door: TestDoor
let namespaces = 0
/** A namespace of its own for each test. */
const newNamespace = async (): Promise<string> => {
  const name = `quota-${++namespaces}`
  await door.alice.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
  return name
}

beforeAll(async () => {
  door = await openDoor()
})
afterAll(() => door.close())

const quota = (namespace: string, hard: Record<string, string>, name = 'q1'): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name, namespace },
  spec: { hard },
})

const limits = (namespace: string, item: Record<string, unknown>): KubeObject => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: 'limits', namespace },
  spec: { limits: [{ type: 'Container', ...item }] },
})

const withResources = (resources: Record<string, unknown>) => ({ containers: [{ name: 'c', image: 'i', resources }] })

const pod = (namespace: string, name: string, spec: Record<string, unknown> = {}) => podOf(name, spec, { namespace })

describe('quotas', () => {
  test('refuse at the door, in the words of Kubernetes, at once after they are created', async () => {
    const namespace = await newNamespace()
    await door.alice.create('resourcequotas', quota(namespace, { pods: '2' }))
    await door.alice.create('pods', pod(namespace, 'p1'))
    await door.alice.create('pods', pod(namespace, 'p2'))
    const refusal = {
      code: 403,
      message: 'pods "p3" is forbidden: exceeded quota: q1, requested: pods=1, used: pods=2, limited: pods=2',
    }
    await expect(door.alice.create('pods', pod(namespace, 'p3'))).rejects.toMatchObject(refusal)
    await expect(door.alice.create('pods', pod(namespace, 'p3'), { dryRun: true })).rejects.toMatchObject(refusal)
    await door.alice.delete('pods', { namespace, name: 'p1' })
    await door.alice.create('pods', pod(namespace, 'p3'))
  })

  test('are never exceeded by writers that come at once', async () => {
    const namespace = await newNamespace()
    await door.alice.create('resourcequotas', quota(namespace, { pods: '5' }))
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) => door.alice.create('pods', pod(namespace, `p${i}`))),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
    expect((await door.alice.list('pods', { namespace })).items).toHaveLength(5)
  })

  test('count reservations under the names they use, and show what is used now', async () => {
    const namespace = await newNamespace()
    await door.alice.create('resourcequotas', quota(namespace, { cpu: '2', 'requests.memory': '2Gi', 'count/configmaps': '1' }))
    await door.alice.create('pods', pod(namespace, 'small', withResources({ requests: { cpu: '500m', memory: '1Gi' } })))
    await door.alice.create('configmaps', configMap('one', {}, { namespace }))
    const shown = await door.alice.get('resourcequotas', { namespace, name: 'q1' })
    expect(shown.status).toEqual({
      hard: { cpu: '2', 'requests.memory': '2Gi', 'count/configmaps': '1' },
      used: { cpu: '500m', 'requests.memory': '1Gi', 'count/configmaps': '1' },
    })
    await expect(
      door.alice.create('pods', pod(namespace, 'big', withResources({ requests: { cpu: '1800m', memory: '1Gi' } }))),
    ).rejects.toMatchObject({
      message: 'pods "big" is forbidden: exceeded quota: q1, requested: cpu=1800m, used: cpu=500m, limited: cpu=2',
    })
    await expect(door.alice.create('configmaps', configMap('two', {}, { namespace }))).rejects.toMatchObject({
      message:
        'configmaps "two" is forbidden: exceeded quota: q1, requested: count/configmaps=1, used: count/configmaps=1, limited: count/configmaps=1',
    })
  })

  test('count what was there before they were, and give back what a pod that ended held', async () => {
    const namespace = await newNamespace()
    await door.alice.create('pods', pod(namespace, 'early'))
    await door.alice.create('resourcequotas', quota(namespace, { pods: '1' }))
    await expect(door.alice.create('pods', pod(namespace, 'late'))).rejects.toMatchObject({ code: 403 })
    const ended = { type: 'merge' as const, body: { status: { phase: 'Succeeded' } } }
    await door.alice.patch('pods', { namespace, name: 'early' }, ended, { subresource: 'status' })
    await door.alice.create('pods', pod(namespace, 'late'))
  })

  test('for limits want every container to state one', async () => {
    const namespace = await newNamespace()
    await door.alice.create('resourcequotas', quota(namespace, { 'limits.cpu': '4' }))
    await expect(door.alice.create('pods', pod(namespace, 'p'))).rejects.toMatchObject({
      message: 'pods "p" is forbidden: failed quota: q1: must specify limits.cpu for: c',
    })
  })

  test('with scopes are refused rather than ignored', async () => {
    const scoped = quota(await newNamespace(), { pods: '1' })
    await expect(
      door.alice.create('resourcequotas', { ...scoped, spec: { ...scoped.spec, scopes: ['BestEffort'] } }),
    ).rejects.toMatchObject({
      code: 422,
    })
  })
})

describe('limit ranges', () => {
  test('give containers their defaults, which quotas then count', async () => {
    const namespace = await newNamespace()
    await door.alice.create('limitranges', limits(namespace, { default: { cpu: '200m' }, defaultRequest: { cpu: '100m' } }))
    const made = await door.alice.create('pods', pod(namespace, 'p'))
    expect(made.spec.containers[0].resources).toEqual({ limits: { cpu: '200m' }, requests: { cpu: '100m' } })
    expect(made.metadata.annotations).toEqual({
      'kubernetes.io/limit-ranger': 'LimitRanger plugin set: cpu request for container c; cpu limit for container c',
    })
    expect(made.status.qosClass).toBe('Burstable')
  })

  test('refuse what is outside of them', async () => {
    const namespace = await newNamespace()
    await door.alice.create('limitranges', limits(namespace, { max: { cpu: '1' }, min: { cpu: '100m' } }))
    const outside = pod(namespace, 'p', withResources({ limits: { cpu: '2' }, requests: { cpu: '50m' } }))
    await expect(door.alice.create('pods', outside)).rejects.toMatchObject({
      code: 403,
      message:
        'pods "p" is forbidden: [minimum cpu usage per Container is 100m, but request is 50m, maximum cpu usage per Container is 1, but limit is 2]',
    })
  })
})

describe('vSphere Pods', () => {
  test.each([
    [
      'privileged',
      { containers: [{ name: 'c', image: 'i', securityContext: { privileged: true } }] },
      'spec.containers[0].securityContext.privileged',
    ],
    ['host paths', { volumes: [{ name: 'v', hostPath: { path: '/' } }] }, 'spec.volumes[0].hostPath'],
    ['the host network', { hostNetwork: true }, 'spec.hostNetwork'],
    [
      'host ports',
      { containers: [{ name: 'c', image: 'i', ports: [{ containerPort: 80, hostPort: 80 }] }] },
      'spec.containers[0].ports[0].hostPort',
    ],
  ])('can not have %s', async (_what, spec, field) => {
    const refused = door.alice.create('pods', podOf('host', spec))
    await expect(refused).rejects.toMatchObject({ code: 403 })
    await expect(refused).rejects.toThrow(
      `pods "host" is forbidden: a vSphere Pod runs in a virtual machine of its own and can not reach its host: ${field}`,
    )
  })

  test('are not told to use what is not there', async () => {
    const ports = [{ containerPort: 80, hostPort: 80 }]
    const spec = { containers: [{ name: 'c', image: 'i', ports }], volumes: [{ name: 'v', hostPath: { path: '/' } }] }
    const refused = door.alice.create('pods', podOf('host', spec))
    await expect(refused).rejects.toThrow('use emptyDir, configMap, secret, downwardAPI or projected')
    await expect(refused).rejects.toThrow('remove it: the pod has an address of its own, where port 80 is free')
    await expect(refused).rejects.not.toThrow(/LoadBalancer|persistentVolumeClaim/)
  })

  test.each([
    ['persistentVolumeClaim', { claimName: 'none' }],
    ['nfs', { server: 's', path: '/' }],
    ['ephemeral', { volumeClaimTemplate: { spec: {} } }],
  ])('can not have a volume of kind %s yet', async (source, value) => {
    const refused = door.alice.create('pods', podOf('volume', { volumes: [{ name: 'v', [source]: value }] }))
    await expect(refused).rejects.toMatchObject({
      code: 403,
      message: `pods "volume" is forbidden: spec.volumes[0].${source}: volumes of this kind are not there yet; use emptyDir, configMap, secret, downwardAPI or projected`,
    })
  })

  test('need their service account to exist, save the one that everybody has', async () => {
    const create = (name: string) => door.alice.create('pods', podOf(`of-${name}`, { serviceAccountName: name }))
    await expect(create('nobody')).rejects.toMatchObject({
      code: 403,
      message: 'pods "of-nobody" is forbidden: error looking up service account lab/nobody: serviceaccount "nobody" not found',
    })
    await door.alice.create('serviceaccounts', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'nobody', namespace: 'lab' },
    })
    expect((await create('nobody')).spec.serviceAccountName).toBe('nobody')
    expect((await create('default')).spec.serviceAccountName).toBe('default')
  })
})
