import { expect, test } from 'vitest'
import { makePod } from '../testing/make-pod.ts'
import type { PodSpec } from './pod.ts'
import { defaultPod } from './pod-defaults.ts'
import { validatePod } from './validate-pod.ts'

const causes = (spec: Partial<PodSpec>): string[] => {
  const pod = makePod({ spec })
  defaultPod(pod)
  return validatePod(pod).map(({ field, message }) => `${field}: ${message}`)
}

const main = { name: 'main', image: 'nginx' }

test.each<[Partial<PodSpec>, string[]]>([
  [{}, []],
  [{ containers: [] }, ['spec.containers: Required value']],
  [{ containers: [{ name: 'main' }] }, ['spec.containers[0].image: Required value']],
  [{ containers: [main, main] }, ['spec.containers[1].name: Duplicate value: "main"']],
  [{ initContainers: [main] }, ['spec.initContainers[0].name: Duplicate value: "main"']],
  [
    { restartPolicy: 'Sometimes' as never },
    ['spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "Never", "OnFailure"'],
  ],
  [
    { containers: [{ ...main, ports: [{ containerPort: 70000 }] }] },
    ['spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive'],
  ],
  [
    { containers: [{ ...main, resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }] },
    ['spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1'],
  ],
  [
    { containers: [{ ...main, resources: { requests: { cpu: 'lots' } } }] },
    [
      'spec.containers[0].resources.requests[cpu]: Invalid value: "lots": quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\'',
    ],
  ],
  [
    { containers: [{ ...main, volumeMounts: [{ name: 'v', mountPath: '/v' }] }] },
    ['spec.containers[0].volumeMounts[0].name: Not found: "v"'],
  ],
  [
    { volumes: [{ name: 'v', emptyDir: {}, secret: {} }] },
    ['spec.volumes[0].secret: Forbidden: may not specify more than 1 volume type'],
  ],
  [
    { containers: [{ ...main, image: ' nginx' }] },
    ['spec.containers[0].image: Invalid value: " nginx": must not have leading or trailing whitespace'],
  ],
  [
    { containers: [{ ...main, livenessProbe: { httpGet: { port: 99999, scheme: 'ftp' } } }] },
    [
      'spec.containers[0].livenessProbe.httpGet.port: Invalid value: 99999: must be between 1 and 65535, inclusive',
      'spec.containers[0].livenessProbe.httpGet.scheme: Unsupported value: "ftp": supported values: "HTTP", "HTTPS"',
    ],
  ],
  [
    { containers: [{ ...main, readinessProbe: { tcpSocket: { port: 'no port name!' }, exec: { command: ['true'] } } }] },
    ['spec.containers[0].readinessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type'],
  ],
  [
    { containers: [{ ...main, startupProbe: { exec: { command: [] } } }] },
    ['spec.containers[0].startupProbe.exec.command: Required value'],
  ],
  [
    { containers: [{ ...main, lifecycle: { preStop: {}, postStart: { sleep: { seconds: 0 } } } }] },
    [
      'spec.containers[0].lifecycle.postStart.sleep.seconds: Invalid value: 0: must be greater than 0 and less than terminationGracePeriodSeconds',
      'spec.containers[0].lifecycle.preStop: Required value: must specify a handler type',
    ],
  ],
  [
    { containers: [{ ...main, terminationMessagePolicy: 'X' }] },
    ['spec.containers[0].terminationMessagePolicy: Unsupported value: "X": supported values: "FallbackToLogsOnError", "File"'],
  ],
  [
    { containers: [{ ...main, envFrom: [{ configMapRef: {} }, {}, { secretRef: { name: 's' }, configMapRef: { name: 'c' } }] }] },
    [
      'spec.containers[0].envFrom[0].configMapRef.name: Required value',
      'spec.containers[0].envFrom[1]: Invalid value: "": must specify one of: `configMapRef` or `secretRef`',
      'spec.containers[0].envFrom[2]: Invalid value: "": may not have more than one field specified at a time',
    ],
  ],
  [
    { containers: [{ ...main, env: [{ name: 'A', valueFrom: {} }] }] },
    [
      'spec.containers[0].env[0].valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
    ],
  ],
  [
    { containers: [{ ...main, livenessProbe: {} }] },
    ['spec.containers[0].livenessProbe: Required value: must specify a handler type'],
  ],
  [
    { tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 5 }] },
    ['spec.tolerations[0].effect: Invalid value: "NoSchedule": effect must be \'NoExecute\' when `tolerationSeconds` is set'],
  ],
  [
    { securityContext: { seccompProfile: { type: 'Localhost' } } },
    ['spec.securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost'],
  ],
  [
    { containers: [{ ...main, securityContext: { seccompProfile: {} } }] },
    ['spec.containers[0].securityContext.seccompProfile.type: Required value: type is required when seccompProfile is set'],
  ],
])('%j', (spec, expected) => {
  expect(causes(spec)).toEqual(expected)
})

test('defaults follow the image, the limits and the kind of volume', () => {
  const pod = makePod({
    limits: { cpu: '1' },
    spec: { volumes: [{ name: 'a' }, { name: 'b', configMap: { name: 'c' } }] },
  })
  defaultPod(pod)
  const [container] = pod.spec.containers
  expect(container?.imagePullPolicy).toBe('Always')
  expect(container?.resources).toEqual({ limits: { cpu: '1' }, requests: { cpu: '1' } })
  expect(pod.spec.volumes).toEqual([
    { name: 'a', emptyDir: {} },
    { name: 'b', configMap: { name: 'c', defaultMode: 420 } },
  ])
})
