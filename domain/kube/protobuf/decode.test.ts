import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isStatusError } from '#domain/errors.ts'
import { ProtobufWriter } from '#domain/kube/openapi/protobuf-writer.ts'
import { decodeKubeProtobuf, isKubeProtobuf } from './decode.ts'
import { capturedBodies } from './testing/captured-bodies.ts'

const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))

const envelope = (apiVersion: string, kind: string, write: (writer: ProtobufWriter) => void): Uint8Array => {
  const writer = new ProtobufWriter()
  writer.message(1, (typeMeta) => {
    typeMeta.text(1, apiVersion)
    typeMeta.text(2, kind)
  })
  writer.message(2, write)
  return Uint8Array.from([0x6b, 0x38, 0x73, 0, ...writer.finish()])
}

test.each(capturedBodies)('kubectl $command', ({ body, object }) => {
  expect(decodeKubeProtobuf(fromBase64(body))).toEqual(object)
})

test('members of inline structs appear in their owner: volumes, probes, ephemeral containers', () => {
  const bytes = envelope('v1', 'Pod', (pod) =>
    pod.message(2, (spec) => {
      spec.message(1, (volume) => {
        volume.text(1, 'scratch')
        volume.message(2, (source) => source.message(2, () => {}))
      })
      spec.message(2, (container) => {
        container.text(1, 'main')
        container.message(10, (probe) => probe.message(1, (handler) => handler.message(2, (get) => get.text(1, '/ok'))))
      })
      spec.message(34, (ephemeral) => {
        ephemeral.message(1, (inline) => inline.text(1, 'debug'))
        ephemeral.text(2, 'main')
      })
    }),
  )
  expect(decodeKubeProtobuf(bytes)).toEqual({
    apiVersion: 'v1',
    kind: 'Pod',
    spec: {
      volumes: [{ name: 'scratch', emptyDir: {} }],
      containers: [{ name: 'main', livenessProbe: { httpGet: { path: '/ok' } } }],
      ephemeralContainers: [{ name: 'debug', targetContainerName: 'main' }],
    },
  })
})

test('times, fractions of seconds and negative numbers', () => {
  const bytes = Uint8Array.from([
    ...envelope('coordination.k8s.io/v1', 'Lease', () => {}).subarray(0, -2),
    // raw (field 2) { metadata { deletionGracePeriodSeconds: -1, creationTimestamp { seconds: 1 } }, spec { renewTime { seconds: 1, nanos: 5000 } } }
    ...[0x12, 28, 0x0a, 15, 0x50, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01, 0x42, 0x02, 0x08, 0x01],
    ...[0x12, 9, 0x22, 7, 0x08, 0x01, 0x10, 0x88, 0x27, 0x20, 0x00],
  ])
  expect(decodeKubeProtobuf(bytes)).toEqual({
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { deletionGracePeriodSeconds: -1, creationTimestamp: '1970-01-01T00:00:01Z' },
    spec: { renewTime: '1970-01-01T00:00:01.000005Z' },
  })
})

test.each(['v1', 'apps/v1', 'policy/v1', 'meta.k8s.io/v1'])('DeleteOptions are known in every group, here %s', (apiVersion) => {
  const bytes = envelope(apiVersion, 'DeleteOptions', (options) => {
    options.text(4, 'Foreground')
    options.text(5, 'All')
  })
  expect(decodeKubeProtobuf(bytes)).toEqual({
    apiVersion,
    kind: 'DeleteOptions',
    propagationPolicy: 'Foreground',
    dryRun: ['All'],
  })
})

test('an embedded object may be JSON or protobuf', () => {
  const inner = envelope('v1', 'ConfigMap', (map) => map.message(1, (metadata) => metadata.text(1, 'inner')))
  const revision = (raw: Uint8Array) =>
    envelope('apps/v1', 'ControllerRevision', (object) =>
      object.message(2, (extension) => extension.text(1, new TextDecoder('latin1').decode(raw))),
    )
  expect(decodeKubeProtobuf(revision(new TextEncoder().encode('{"spec":{"a":1}}'))).data).toEqual({ spec: { a: 1 } })
  expect(decodeKubeProtobuf(revision(inner)).data).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'inner' },
  })
})

test.each([
  ['JSON', new TextEncoder().encode('{"kind":"Pod"}'), /must start with the bytes "k8s"/],
  [
    'a kind without a schema',
    envelope('example.com/v1', 'Gadget', () => {}),
    /no kind "Gadget" is registered for version "example.com\/v1"/,
  ],
])('refuses %s', (_name, bytes, message) => {
  expect(() => decodeKubeProtobuf(bytes)).toThrow(message)
})

test('damaged bytes are refused as a bad request, never otherwise', () => {
  const whole = capturedBodies.map(({ body }) => fromBase64(body))
  fc.assert(
    fc.property(fc.constantFrom(...whole), fc.nat(), fc.nat(), fc.nat(255), (bytes, cut, at, byte) => {
      const damaged = bytes.slice(0, 4 + (cut % (bytes.length - 3)))
      if (damaged.length > 4) damaged[4 + (at % (damaged.length - 4))] = byte
      try {
        expect(isKubeProtobuf(damaged)).toBe(true)
        expect(typeof decodeKubeProtobuf(damaged).kind).toBe('string')
      } catch (error) {
        expect(isStatusError(error) && error.reason).toBe('BadRequest')
      }
    }),
    { numRuns: 500 },
  )
})
