import { expect, test } from 'vitest'
import type { KubeObject } from '#domain/kube/object.ts'
import type { Kind } from '../kind.ts'
import { event } from './event.ts'
import { lease } from './lease.ts'
import { node } from './node.ts'
import { roleBinding } from './rbac.ts'
import { resourceQuota } from './resource-quota.ts'
import { secret } from './secret.ts'

const problems = (kind: Kind, fields: object, old?: object): string[] => {
  const whole = (some: object) =>
    ({ apiVersion: 'v1', kind: kind.kind, metadata: { name: 'x', namespace: 'lab' }, ...some }) as KubeObject
  return kind.validate(whole(fields), old && whole(old)).map(({ field, message }) => `${field}: ${message}`)
}

const base64 = (text: string) => Buffer.from(text).toString('base64')
const roleRef = (name: string) => ({ apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name })
const TAINT = { key: 'a', effect: 'NoSchedule' }

// The sentences are those of a Kubernetes API server.
test.each<[what: string, kind: Kind, fields: object, expected: string[]]>([
  ['a good quota', resourceQuota, { spec: { hard: { pods: '3', 'requests.cpu': '500m', 'count/jobs.batch': '2' } } }, []],
  [
    'a quota for what nobody measures',
    resourceQuota,
    { spec: { hard: { nope: '1' } } },
    ['spec.hard[nope]: Invalid value: "nope": must be a standard resource for quotas'],
  ],
  [
    'a quota of half an object',
    resourceQuota,
    { spec: { hard: { 'count/secrets': '500m', pods: '-1' } } },
    [
      'spec.hard[count/secrets]: Invalid value: "500m": must be an integer',
      'spec.hard[pods]: Invalid value: "-1": must be greater than or equal to 0',
    ],
  ],
  [
    'a secret for an account that it does not name',
    secret,
    { type: 'kubernetes.io/service-account-token' },
    ['metadata.annotations[kubernetes.io/service-account.name]: Required value'],
  ],
  [
    'a secret for signing in with nothing',
    secret,
    { type: 'kubernetes.io/basic-auth' },
    ['data[username]: Required value', 'data[password]: Required value'],
  ],
  [
    'a secret for signing in without a password',
    secret,
    { type: 'kubernetes.io/basic-auth', data: { username: base64('u') } },
    [],
  ],
  [
    'a secret for a registry that is no JSON, without showing it',
    secret,
    { type: 'kubernetes.io/dockerconfigjson', data: { '.dockerconfigjson': base64('hunter2') } },
    ['data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": it is not JSON'],
  ],
  [
    'a secret for a registry',
    secret,
    { type: 'kubernetes.io/dockerconfigjson', data: { '.dockerconfigjson': base64('{"auths":{}}') } },
    [],
  ],
  [
    'a lease of no time',
    lease,
    { spec: { leaseDurationSeconds: 0, leaseTransitions: -1 } },
    [
      'spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0',
      'spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0',
    ],
  ],
  ['an event about its own namespace', event, { involvedObject: { namespace: 'lab' } }, []],
  [
    'an event about another namespace',
    event,
    { involvedObject: { namespace: 'other' } },
    ['involvedObject.namespace: Invalid value: "other": does not match event.namespace'],
  ],
  ['an event about a node', event, { metadata: { name: 'x', namespace: 'default' }, involvedObject: { kind: 'Node' } }, []],
  [
    'the same taint twice',
    node,
    { spec: { taints: [TAINT, { ...TAINT, effect: 'NoExecute' }, TAINT] } },
    ['metadata.taints[2]: Duplicate value: {"key":"a","effect":"NoSchedule"}'],
  ],
  [
    'a binding to nothing',
    roleBinding,
    { roleRef: {} },
    ['roleRef.kind: Unsupported value: "": supported values: "ClusterRole", "Role"', 'roleRef.name: Required value'],
  ],
])('%s', (_, kind, fields, expected) => {
  expect(problems(kind, fields)).toEqual(expected)
})

test('a binding keeps the role it was made for', () => {
  expect(problems(roleBinding, { roleRef: roleRef('b') }, { roleRef: roleRef('a') })).toEqual([
    'roleRef: Invalid value: {"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"b"}: cannot change roleRef',
  ])
})
