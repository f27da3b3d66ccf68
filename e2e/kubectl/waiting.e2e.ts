import { expect, test, vi } from 'vitest'
import { kubectl, kubectlError } from './kubectl.ts'
import { ownNamespace } from './namespace.ts'

const own = ownNamespace()
const inOwn = (input?: string) => ({ namespace: own.name, ...(input === undefined ? {} : { input }) })

/** A pod of one container with `more` of the container and of the spec, as YAML in one line each. */
const pod = (name: string, container: string, spec = '') => `apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  ${spec}
  containers:
  - {name: main, image: "nginx:1.27", resources: {requests: {cpu: 10m, memory: 16Mi}}, ${container}}
`
const described = (name: string, words: RegExp) =>
  vi.waitFor(async () => expect(await kubectl(['describe', 'pod', name], inOwn())).toMatch(words), {
    timeout: 60_000,
    interval: 500,
  })

test('a pod waits for its Secret, says so, and runs once it is there', async () => {
  const env = 'env: [{name: P, valueFrom: {secretKeyRef: {name: late, key: p}}}]'
  await kubectl(['create', '-f', '-'], inOwn(pod('waiting', env)))
  await described('waiting', /Reason: +CreateContainerConfigError[\s\S]*Failed .*Error: secret "late" not found/)
  expect(await kubectl(['get', 'pod', 'waiting'], inOwn())).toMatch(/0\/1 +CreateContainerConfigError/)
  await kubectl(['create', 'secret', 'generic', 'late', '--from-literal=p=x'], inOwn())
  await kubectl(['wait', 'pod/waiting', '--for=condition=Ready', '--timeout=90s'], inOwn())
})

test('a pod waits for the ConfigMap of a volume', async () => {
  const mounts = 'volumeMounts: [{name: v, mountPath: /v}]'
  await kubectl(['create', '-f', '-'], inOwn(pod('mounting', mounts, 'volumes: [{name: v, configMap: {name: none}}]')))
  await described('mounting', /FailedMount .*MountVolume.SetUp failed for volume "v" : configmap "none" not found/)
})

test('an image that may not be pulled is not', async () => {
  await kubectl(['create', '-f', '-'], inOwn(pod('never', 'imagePullPolicy: Never').replace('nginx:1.27', 'nobody/has:this')))
  await described(
    'never',
    /Reason: +ErrImageNeverPull[\s\S]*Container image "nobody\/has:this" is not present with pull policy of Never/,
  )
})

test('failing probes are told of', async () => {
  const probe = 'livenessProbe: {httpGet: {port: 9999}, periodSeconds: 1, failureThreshold: 2}'
  await kubectl(['create', '-f', '-'], inOwn(pod('ill', probe)))
  await described(
    'ill',
    /Unhealthy .*Liveness probe failed: Get "http:\/\/[\d.]+:9999\/": dial tcp [\d.]+:9999: connect: connection refused/,
  )
  await described('ill', /Killing .*Container main failed liveness probe, will be restarted/)
})

test.each([
  [
    'volumes: [{name: v, persistentVolumeClaim: {claimName: none}}]',
    /persistentVolumeClaim: volumes of this kind are not there yet/,
  ],
  ['serviceAccountName: nobody', /error looking up service account .*\/nobody: serviceaccount "nobody" not found/],
])('what would wait for ever is refused: %s', async (spec, words) => {
  expect(await kubectlError(['create', '-f', '-'], inOwn(pod('refused', 'tty: false', spec)))).toMatch(words)
})
