import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { KubeObject } from '#domain/kube/object.ts'
import { configMap, openDoor, podOf, refusal, type TestDoor } from './testing/open-door.ts'

let door: TestDoor
beforeAll(async () => {
  door = await openDoor()
})
afterAll(() => door.close())

describe('create', () => {
  test('gives a pod everything a Kubernetes API server gives it', async () => {
    const pod = await door.alice.create('pods', podOf('p'), { dryRun: true })
    expect(pod).toEqual({
      kind: 'Pod',
      apiVersion: 'v1',
      metadata: {
        name: 'p',
        namespace: 'lab',
        uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
        generation: 1,
        creationTimestamp: '2026-11-23T08:00:00Z',
      },
      spec: {
        containers: [
          {
            name: 'c',
            image: 'i',
            resources: {},
            terminationMessagePath: '/dev/termination-log',
            terminationMessagePolicy: 'File',
            imagePullPolicy: 'Always',
          },
        ],
        restartPolicy: 'Always',
        terminationGracePeriodSeconds: 30,
        dnsPolicy: 'ClusterFirst',
        securityContext: {},
        schedulerName: 'default-scheduler',
        serviceAccount: 'default',
        serviceAccountName: 'default',
        tolerations: [
          { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
          { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
        ],
        priority: 0,
        enableServiceLinks: true,
        preemptionPolicy: 'PreemptLowerPriority',
      },
      status: { phase: 'Pending', qosClass: 'BestEffort' },
    })
    expect((await refusal(door.alice.get('pods', { namespace: 'lab', name: 'p' }))).code).toBe(404)
  })

  test('generates a name of five letters and digits that spell no word', async () => {
    const made = await door.alice.create('configmaps', configMap('', {}, { generateName: 'gen-' }))
    expect(made.metadata.name).toMatch(/^gen-[bcdfghjklmnpqrstvwxz2456789]{5}$/)
  })

  test.each([
    ['an object that is there', configMap('twice'), 409, 'configmaps "twice" already exists'],
    ['no name', configMap(''), 422, 'ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required'],
    ['a namespace that is not there', configMap('x', {}, { namespace: 'nons' }), 404, 'namespaces "nons" not found'],
    [
      'a finalizer of no domain',
      configMap('fin2', {}, { finalizers: ['bad'] }),
      422,
      'ConfigMap "fin2" is invalid: metadata.finalizers[0]: Invalid value: "bad": name is neither a standard finalizer name nor is it fully qualified',
    ],
    [
      'a pod with an account that is not there',
      podOf('p', { serviceAccountName: 'nobody' }),
      403,
      'pods "p" is forbidden: error looking up service account lab/nobody: serviceaccount "nobody" not found',
    ],
    [
      'a pod of a class that is not there',
      podOf('p', { priorityClassName: 'urgent' }),
      403,
      'pods "p" is forbidden: no PriorityClass with name urgent was found',
    ],
    [
      'a pod that makes itself important',
      podOf('p', { priority: 1000 }),
      403,
      'pods "p" is forbidden: the integer value of priority (1000) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name',
    ],
    [
      'a pod for a runtime that is not there',
      podOf('p', { runtimeClassName: 'kata' }),
      403,
      'pods "p" is forbidden: pod rejected: RuntimeClass "kata" not found',
    ],
    [
      'a revision',
      configMap('r', {}, { resourceVersion: '1' }),
      400,
      'resourceVersion should not be set on objects to be created',
    ],
  ])('refuses %s', async (_what, object, code, message) => {
    const resource = object.kind === 'Pod' ? 'pods' : 'configmaps'
    if (object.metadata.name === 'twice') await door.alice.create(resource, object)
    expect(await refusal(door.alice.create(resource, object))).toMatchObject({ code, message })
  })

  test('names every problem of a pod', async () => {
    const bad = podOf('Bad_Name', { containers: [] })
    expect(await refusal(door.alice.create('pods', bad))).toMatchObject({
      code: 422,
      message:
        "Pod \"Bad_Name\" is invalid: [metadata.name: Invalid value: \"Bad_Name\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*'), spec.containers: Required value]",
      details: { name: 'Bad_Name', kind: 'Pod' },
    })
  })

  test('does not know other resources', async () => {
    expect(await refusal(door.alice.get('foos.apps', { name: 'x' }))).toMatchObject({
      code: 404,
      message: 'the server could not find the requested resource',
    })
  })
})

describe('update', () => {
  test('replaces with and without a revision, and keeps the revision when nothing changes', async () => {
    const made = await door.alice.create('configmaps', configMap('a', { k: '1' }))
    const stale = { ...made, metadata: { ...made.metadata, resourceVersion: '1' }, data: { k: '2' } }
    expect(await refusal(door.alice.update('configmaps', stale))).toMatchObject({
      code: 409,
      message:
        'Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again',
    })
    const changed = await door.alice.update('configmaps', configMap('a', { k: '2' }))
    expect(changed.data).toEqual({ k: '2' })
    expect(changed.metadata.uid).toBe(made.metadata.uid)
    const same = await door.alice.update('configmaps', configMap('a', { k: '2' }))
    expect(same.metadata.resourceVersion).toBe(changed.metadata.resourceVersion)
    expect(await refusal(door.alice.update('configmaps', configMap('zz')))).toMatchObject({
      code: 404,
      message: 'configmaps "zz" not found',
    })
  })

  test('loses no unconditional patch of many writers', async () => {
    await door.alice.create('configmaps', configMap('many'))
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        door.alice.patch('configmaps', { namespace: 'lab', name: 'many' }, { type: 'merge', body: { data: { [`k${i}`]: '1' } } }),
      ),
    )
    const { data } = await door.alice.get('configmaps', { namespace: 'lab', name: 'many' })
    expect(Object.keys(data)).toHaveLength(20)
  })

  test('changes only an image of a running pod', async () => {
    await door.alice.create('pods', podOf('fixed'))
    const ref = { namespace: 'lab', name: 'fixed' }
    const body = { spec: { containers: [{ name: 'c', image: 'other' }] } }
    const patched = await door.alice.patch('pods', ref, { type: 'strategic', body })
    expect(patched.spec.containers[0].image).toBe('other')
    expect(patched.metadata.generation).toBe(2)
    const network = await refusal(door.alice.patch('pods', ref, { type: 'merge', body: { spec: { hostNetwork: true } } }))
    expect(network).toMatchObject({ code: 422 })
    expect(network.message).toContain(
      'Pod "fixed" is invalid: spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`',
    )
    expect(network.message).toContain('hostNetwork')
  })

  test('keeps spec and status apart', async () => {
    await door.alice.create('pods', podOf('apart'))
    const ref = { namespace: 'lab', name: 'apart' }
    const both = { spec: { activeDeadlineSeconds: 9 }, status: { phase: 'Running' } }
    const main = await door.alice.patch('pods', ref, { type: 'merge', body: both })
    expect([main.spec.activeDeadlineSeconds, main.status.phase]).toEqual([9, 'Pending'])
    const status = await door.alice.patch(
      'pods',
      ref,
      { type: 'merge', body: { ...both, spec: { activeDeadlineSeconds: 1 } } },
      { subresource: 'status' },
    )
    expect([status.spec.activeDeadlineSeconds, status.status.phase]).toEqual([9, 'Running'])
  })

  test('refuses a patch whose result is no object of the kind', async () => {
    const body = { data: { k: 1 } }
    expect(await refusal(door.alice.patch('configmaps', { namespace: 'lab', name: 'a' }, { type: 'merge', body }))).toMatchObject(
      {
        code: 422,
        message: expect.stringMatching(
          /^ "" is invalid: patch: Invalid value: "\{.*\}": json: cannot unmarshal number into Go struct field ConfigMap.data of type string$/,
        ),
      },
    )
  })
})

describe('scale', () => {
  const deployment: KubeObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'd', namespace: 'lab' },
    spec: {
      replicas: 0,
      selector: { matchLabels: { a: 'b' } },
      template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'i' }] } },
    },
  }

  test('reads, replaces and patches replicas alone', async () => {
    const made = await door.alice.create('deployments.apps', deployment)
    expect(made.spec.strategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } })
    const ref = { namespace: 'lab', name: 'd' }
    expect(await door.alice.getScale('deployments.apps', ref)).toMatchObject({
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      spec: {},
      status: { replicas: 0, selector: 'a=b' },
    })
    await door.alice.patch('deployments.apps', ref, { type: 'merge', body: { spec: { replicas: 4 } } }, { subresource: 'scale' })
    const scale = await door.alice.getScale('deployments.apps', ref)
    expect(scale.spec).toEqual({ replicas: 4 })
    await door.alice.update('deployments.apps', { ...scale, spec: { replicas: 2 } }, { subresource: 'scale' })
    const after = await door.alice.get('deployments.apps', ref)
    expect([after.spec.replicas, after.metadata.generation]).toEqual([2, 3])
    const again = await refusal(
      door.alice.update('deployments.apps', { ...scale, spec: { replicas: 9 } }, { subresource: 'scale' }),
    )
    expect(again.code).toBe(409)
  })
})
