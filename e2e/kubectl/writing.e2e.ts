import { expect, test } from 'vitest'
import { kubectl, kubectlError, kubectlJson, tryKubectl } from './kubectl.ts'
import { ownNamespace } from './namespace.ts'
import { deploymentManifest, podManifest } from './pod-manifest.ts'

const own = ownNamespace()
const inOwn = (input?: string) => ({ namespace: own.name, ...(input === undefined ? {} : { input }) })

const configMap = (value: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: applied}\ndata: {key: "${value}"}\n`

test.each([
  [['configmap', 'one', '--from-literal=a=1'], 'configmap/one created\n'],
  [['secret', 'generic', 'one', '--from-literal=password=hidden'], 'secret/one created\n'],
  [['quota', 'one', '--hard=count/secrets=100'], 'resourcequota/one created\n'],
  [['serviceaccount', 'one'], 'serviceaccount/one created\n'],
  [['role', 'one', '--verb=get', '--resource=pods'], 'role.rbac.authorization.k8s.io/one created\n'],
  [['rolebinding', 'one', '--role=one', '--user=someone'], 'rolebinding.rbac.authorization.k8s.io/one created\n'],
])('create %s', async (args, said) => {
  expect(await kubectl(['create', ...args], inOwn())).toBe(said)
})

test('what create made is what was asked for', async () => {
  expect((await kubectlJson(['get', 'cm', 'one'], inOwn())).data).toEqual({ a: '1' })
  expect((await kubectlJson(['get', 'secret', 'one'], inOwn())).data).toEqual({
    password: Buffer.from('hidden').toString('base64'),
  })
  expect((await kubectlJson(['get', 'quota', 'one'], inOwn())).spec.hard).toEqual({ 'count/secrets': '100' })
  expect((await kubectlJson(['get', 'role', 'one'], inOwn())).rules).toEqual([
    { apiGroups: [''], resources: ['pods'], verbs: ['get'] },
  ])
})

test('create deployment by flags makes the defaults that Kubernetes makes', async () => {
  expect(await kubectl(['create', 'deployment', 'flags', '--image=nginx', '--replicas=0'], inOwn())).toBe(
    'deployment.apps/flags created\n',
  )
  const { spec } = await kubectlJson(['get', 'deploy', 'flags'], inOwn())
  expect(spec).toMatchObject({
    replicas: 0,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
  })
  expect(spec.template.spec).toMatchObject({
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    containers: [{ image: 'nginx', name: 'nginx' }],
  })
})

test('apply creates, changes and leaves alone', async () => {
  expect(await kubectl(['apply', '-f', '-'], inOwn(configMap('1')))).toBe('configmap/applied created\n')
  expect(await kubectl(['apply', '-f', '-'], inOwn(configMap('1')))).toBe('configmap/applied unchanged\n')
  expect(await kubectl(['apply', '-f', '-'], inOwn(configMap('2')))).toBe('configmap/applied configured\n')
  expect((await kubectlJson(['get', 'cm', 'applied'], inOwn())).data).toEqual({ key: '2' })
})

test('apply --dry-run=server stores nothing and diff shows what would change', async () => {
  expect(await kubectl(['apply', '--dry-run=server', '-f', '-'], inOwn(configMap('3')))).toBe(
    'configmap/applied configured (server dry run)\n',
  )
  expect((await kubectlJson(['get', 'cm', 'applied'], inOwn())).data).toEqual({ key: '2' })
  const { stdout } = await tryKubectl(['diff', '-f', '-'], inOwn(configMap('3')))
  expect(stdout).toMatch(/^- {2}key: "2"$/m)
  expect(stdout).toMatch(/^\+ {2}key: "3"$/m)
})

test('server-side apply is refused with what to do instead', async () => {
  expect(await kubectlError(['apply', '--server-side', '-f', '-'], inOwn(configMap('4')))).toContain(
    'use kubectl apply without --server-side',
  )
})

test('patches of all three forms', async () => {
  await kubectl(['apply', '-f', '-'], inOwn(deploymentManifest('patched', 0)))
  const patch = (type: string, body: object) =>
    kubectl(['patch', 'deploy', 'patched', '--type', type, '-p', JSON.stringify(body)], inOwn())
  await patch('strategic', { spec: { template: { spec: { containers: [{ name: 'main', env: [{ name: 'A', value: 'b' }] }] } } } })
  await patch('merge', { metadata: { annotations: { note: 'x' } } })
  await patch('json', [{ op: 'add', path: '/spec/paused', value: true }])
  const { metadata, spec } = await kubectlJson(['get', 'deploy', 'patched'], inOwn())
  expect(metadata.annotations.note).toBe('x')
  expect(spec.paused).toBe(true)
  expect(spec.template.spec.containers).toMatchObject([{ name: 'main', image: 'nginx:1.27', env: [{ name: 'A', value: 'b' }] }])
})

test('scale, set image, label and annotate', async () => {
  expect(await kubectl(['scale', 'deploy', 'patched', '--replicas=0', '--current-replicas=0'], inOwn())).toMatch(
    /^deployment.apps\/patched scaled\n/,
  )
  await kubectl(['set', 'image', 'deploy/patched', 'main=nginx:1.28'], inOwn())
  await kubectl(['label', 'deploy', 'patched', 'tier=web'], inOwn())
  await kubectl(['annotate', 'deploy', 'patched', 'note-'], inOwn())
  const { metadata, spec } = await kubectlJson(['get', 'deploy', 'patched'], inOwn())
  expect(metadata.labels.tier).toBe('web')
  expect(metadata.annotations.note).toBeUndefined()
  expect(spec.replicas).toBe(0)
  expect(spec.template.spec.containers[0].image).toBe('nginx:1.28')
})

test('replace needs what is there; a stale one is a conflict', async () => {
  const old = await kubectlJson(['get', 'cm', 'applied'], inOwn())
  await kubectl(['replace', '-f', '-'], inOwn(JSON.stringify({ ...old, data: { key: 'replaced' } })))
  expect(await kubectlError(['replace', '-f', '-'], inOwn(JSON.stringify({ ...old, data: { key: 'stale' } })))).toContain(
    'Error from server (Conflict): ',
  )
  expect((await kubectlJson(['get', 'cm', 'applied'], inOwn())).data).toEqual({ key: 'replaced' })
})

test('delete says so, waits, and can be told not to mind', async () => {
  await kubectl(['apply', '-f', '-'], inOwn(podManifest('gone', { spec: '  nodeSelector: {nowhere: "true"}\n' })))
  expect(await kubectl(['delete', 'pod', 'gone', '--grace-period=5'], inOwn())).toMatch(/^pod "gone" deleted/)
  expect(await kubectlError(['get', 'pod', 'gone'], inOwn())).toContain('pods "gone" not found')
  expect(await kubectl(['delete', 'pod', 'gone', '--ignore-not-found'], inOwn())).toBe('')
  expect(await kubectl(['delete', 'cm', '-l', 'none=such'], inOwn())).toBe('No resources found\n')
})

test('a finalizer holds an object until it is taken away', async () => {
  await kubectl(
    ['apply', '-f', '-'],
    inOwn('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: held, finalizers: [example.com/hold]}\n'),
  )
  const deleting = kubectl(['delete', 'cm', 'held'], inOwn())
  const deletionTime = async () => (await kubectlJson(['get', 'cm', 'held'], inOwn())).metadata.deletionTimestamp
  await expect.poll(deletionTime, { timeout: 20_000 }).toMatch(/^\d{4}-/)
  await kubectl(['patch', 'cm', 'held', '--type=merge', '-p', '{"metadata":{"finalizers":null}}'], inOwn())
  expect(await deleting).toMatch(/^configmap "held" deleted/)
})

test('edit changes what the editor changed', async () => {
  process.env.KUBE_EDITOR = 'sed -i s/replaced/edited/'
  expect(await kubectl(['edit', 'cm', 'applied'], inOwn())).toBe('configmap/applied edited\n')
  expect((await kubectlJson(['get', 'cm', 'applied'], inOwn())).data).toEqual({ key: 'edited' })
})

test('set env, set resources, pause and resume change the template and nothing else', async () => {
  await kubectl(['set', 'env', 'deploy/patched', 'COLOR=blue'], inOwn())
  await kubectl(['set', 'resources', 'deploy/patched', '--limits=cpu=100m'], inOwn())
  await kubectl(['rollout', 'resume', 'deploy/patched'], inOwn())
  const { spec } = await kubectlJson(['get', 'deploy', 'patched'], inOwn())
  expect(spec.paused).toBeUndefined()
  expect(spec.template.spec.containers).toHaveLength(1)
  expect(spec.template.spec.containers[0]).toMatchObject({
    image: 'nginx:1.28',
    env: expect.arrayContaining([
      { name: 'A', value: 'b' },
      { name: 'COLOR', value: 'blue' },
    ]),
    resources: { limits: { cpu: '100m' }, requests: { cpu: '50m', memory: '32Mi' } },
  })
})

test('replace --force makes it anew', async () => {
  const { metadata } = await kubectlJson(['get', 'cm', 'applied'], inOwn())
  await kubectl(['replace', '--force', '-f', '-'], inOwn(configMap('anew')))
  const made = await kubectlJson(['get', 'cm', 'applied'], inOwn())
  expect(made.metadata.uid).not.toBe(metadata.uid)
  expect(made.data).toEqual({ key: 'anew' })
})

test('wait sees a condition that becomes true', async () => {
  await kubectl(['apply', '-f', '-'], inOwn(podManifest('waiting', { spec: '  nodeSelector: {nowhere: "true"}\n' })))
  const waiting = kubectl(['wait', '--for=condition=example.com/Seen', 'pod/waiting', '--timeout=100s'], inOwn())
  // The scheduler says once that it fits nowhere; after that nobody else writes to the pod, and what is read here is not stale.
  await kubectl(['wait', '--for=condition=PodScheduled=False', 'pod/waiting', '--timeout=60s'], inOwn())
  const pod = await kubectlJson(['get', 'pod', 'waiting'], inOwn())
  pod.status.conditions = [...(pod.status.conditions ?? []), { type: 'example.com/Seen', status: 'True' }]
  const path = `/api/v1/namespaces/${own.name}/pods/waiting/status`
  await kubectl(['replace', '--raw', path, '-f', '-'], inOwn(JSON.stringify(pod)))
  expect(await waiting).toBe('pod/waiting condition met\n')
})

test('delete --all leaves nothing', async () => {
  await kubectl(['delete', 'pods', '--all'], inOwn())
  await kubectl(['delete', 'deploy,cm', '--all'], inOwn())
  expect(await kubectl(['get', 'pods,deploy', '-o', 'name'], inOwn())).toBe('')
})
