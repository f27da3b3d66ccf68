import { expect, test } from 'vitest'
import { makePod } from '../testing/make-pod.ts'
import type { Container, PodSpec, Volume } from './pod.ts'
import { defaultPodSpec } from './pod-defaults.ts'

const defaulted = (spec: Partial<PodSpec>): PodSpec => {
  const pod = makePod({ spec })
  defaultPodSpec(pod.spec)
  return pod.spec
}
const container = (more: Partial<Container>): Container =>
  defaulted({ containers: [{ name: 'main', image: 'nginx:1', ...more }] }).containers[0] as Container
const volume = (source: Partial<Volume>): Volume => defaulted({ volumes: [{ name: 'v', ...source }] }).volumes?.[0] as Volume

test('a gRPC probe asks for the service "", and probes get their numbers', () => {
  const { livenessProbe } = container({ livenessProbe: { grpc: { port: 9000 }, timeoutSeconds: 0 } })
  expect(livenessProbe).toEqual({
    grpc: { port: 9000, service: '' },
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
  })
})

test('HTTP requests of probes and hooks go to / in clear', () => {
  const httpGet = () => ({ httpGet: { port: 80 } })
  const { readinessProbe, lifecycle } = container({ readinessProbe: httpGet(), lifecycle: { preStop: httpGet() } })
  expect([readinessProbe?.httpGet, lifecycle?.preStop?.httpGet]).toEqual([
    { port: 80, path: '/', scheme: 'HTTP' },
    { port: 80, path: '/', scheme: 'HTTP' },
  ])
})

test('references to fields say of which version, and to resources in which unit', () => {
  const fieldRef = () => ({ fieldPath: 'metadata.name' })
  const items = [
    { path: 'name', fieldRef: fieldRef() },
    { path: 'cpu', resourceFieldRef: { containerName: 'main', resource: 'limits.cpu' } },
  ]
  const filled = [
    { path: 'name', fieldRef: { ...fieldRef(), apiVersion: 'v1' } },
    { path: 'cpu', resourceFieldRef: { containerName: 'main', resource: 'limits.cpu', divisor: '0' } },
  ]
  const { env } = container({ env: [{ name: 'NAME', valueFrom: { fieldRef: fieldRef() } }] })
  expect(env?.[0]?.valueFrom?.fieldRef).toEqual({ fieldPath: 'metadata.name', apiVersion: 'v1' })
  expect(volume({ downwardAPI: { items: structuredClone(items) } }).downwardAPI?.items).toEqual(filled)
  const projected = volume({ projected: { sources: [{ downwardAPI: { items: structuredClone(items) } }] } })
  expect(projected.projected?.sources?.[0]?.downwardAPI?.items).toEqual(filled)
})

test('a projected token lasts an hour', () => {
  const { projected } = volume({ projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } })
  expect(projected).toEqual({
    defaultMode: 0o644,
    sources: [{ serviceAccountToken: { path: 'token', expirationSeconds: 3600 } }],
  })
})

test.each<[Partial<Volume>, Partial<Volume>]>([
  [{}, { emptyDir: {} }],
  [{ secret: { secretName: 's' } }, { secret: { secretName: 's', defaultMode: 0o644 } }],
  [{ configMap: { name: 'c', defaultMode: 0 } }, { configMap: { name: 'c', defaultMode: 0 } }],
  [{ hostPath: { path: '/' } }, { hostPath: { path: '/', type: '' } }],
  [{ image: { reference: 'r/model:2' } }, { image: { reference: 'r/model:2', pullPolicy: 'IfNotPresent' } }],
  [
    { azureDisk: { diskName: 'd', diskURI: 'u' } },
    { azureDisk: { diskName: 'd', diskURI: 'u', cachingMode: 'ReadWrite', kind: 'Shared', fsType: 'ext4', readOnly: false } },
  ],
])('the volume %j becomes %j', (source, filled) => {
  expect(volume(source)).toEqual({ name: 'v', ...filled })
})

test('init and ephemeral containers get what the others get', () => {
  const { initContainers, ephemeralContainers } = defaulted({
    initContainers: [{ name: 'first', image: 'busybox' }],
    ephemeralContainers: [{ name: 'debug', image: 'busybox' }],
  })
  const filled = { resources: {}, imagePullPolicy: 'Always', terminationMessagePolicy: 'File' }
  expect([initContainers?.[0], ephemeralContainers?.[0]]).toMatchObject([filled, filled])
})
