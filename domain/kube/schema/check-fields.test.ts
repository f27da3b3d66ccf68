import { expect, test } from 'vitest'
import { checkFields, refuseProblems } from './check-fields.ts'

const core = (kind: string) => ({ group: '', version: 'v1', kind })
const check = (kind: string, text: string) => checkFields(core(kind), JSON.parse(text), { text })

const container = (json: string) => `{"spec":{"containers":[{"name":"c"},${json}]}}`

test.each([
  ['ConfigMap', '{"data":{"k":1}}', 'json: cannot unmarshal number into Go struct field ConfigMap.data of type string'],
  ['ConfigMap', '{"metadata":[]}', 'json: cannot unmarshal array into Go struct field ConfigMap.metadata of type v1.ObjectMeta'],
  ['ConfigMap', '[]', 'json: cannot unmarshal array into Go value of type v1.ConfigMap'],
  ['ConfigMap', '{"data":"x"}', 'json: cannot unmarshal string into Go struct field ConfigMap.data of type map[string]string'],
  ['ConfigMap', '{"binaryData":{"k":"a?"}}', 'illegal base64 data at input byte 1'],
  [
    'Pod',
    '{"spec":{"containers":{}}}',
    'json: cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container',
  ],
  ['Pod', container('"x"'), 'json: cannot unmarshal string into Go struct field PodSpec.spec.containers of type v1.Container'],
  [
    'Pod',
    container('{"env":[{"value":1}]}'),
    'json: cannot unmarshal number into Go struct field EnvVar.spec.containers.env.value of type string',
  ],
  [
    'Pod',
    container('{"tty":"yes"}'),
    'json: cannot unmarshal string into Go struct field Container.spec.containers.tty of type bool',
  ],
  [
    'Pod',
    container('{"imagePullPolicy":true}'),
    'json: cannot unmarshal bool into Go struct field Container.spec.containers.imagePullPolicy of type v1.PullPolicy',
  ],
  [
    'Pod',
    container('{"ports":[{"containerPort":80.5}]}'),
    'json: cannot unmarshal number 80.5 into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32',
  ],
  [
    'Pod',
    container('{"ports":[{"containerPort":3000000000}]}'),
    'json: cannot unmarshal number 3000000000 into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32',
  ],
  [
    'Pod',
    container('{"resources":{"limits":{"cpu":"lots"}}}'),
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  ],
  ['Pod', container('{"livenessProbe":{"tcpSocket":{"port":true}}}'), 'json: cannot unmarshal bool into Go value of type int32'],
  [
    'Pod',
    '{"metadata":{"creationTimestamp":"soon"}}',
    'parsing time "soon" as "2006-01-02T15:04:05Z07:00": cannot parse "soon" as "2006"',
  ],
  ['Pod', '{"metadata":{"creationTimestamp":5}}', 'json: cannot unmarshal number into Go value of type string'],
])('%s %s is a wrong type', (kind, text, problem) => {
  expect(check(kind, text).decodeError).toBe(problem)
})

test('only the first wrong type is told', () => {
  expect(check('ConfigMap', '{"data":{"a":1,"b":true},"immutable":"x"}').decodeError).toMatch(
    /number into Go struct field ConfigMap.data/,
  )
})

test.each([
  [
    'ConfigMap',
    '{"metadata":{"name":"t","foo":1,"name":"t2"},"daata":{"k":"1"}}',
    ['unknown field "metadata.foo"', 'duplicate field "metadata.name"', 'unknown field "daata"'],
  ],
  ['Pod', '{"spec":{"containers":[{"name":"a"},{"name":"b","imagee":"x"}]}}', ['unknown field "spec.containers[1].imagee"']],
  ['Pod', '{"metadata":{"labels":{"a":"1","a":"2"}}}', ['duplicate field "metadata.labels.a"']],
  ['Pod', '{"spec":{"a":{"b":1,"b":2}}}', ['unknown field "spec.a"']],
  ['Pod', '{"spec":{"a":1,"a":2}}', ['unknown field "spec.a"']],
  ['Pod', '{"spec":{"hostPID":false,"hostPID":true,"hostPID":false}}', ['duplicate field "spec.hostPID"']],
  ['Pod', '{"metadata":{"name":"x","annotations":{"__proto__":"kept"}}}', []],
  [
    'Pod',
    '{"spec":{"volumes":[{"name":"v","emptyDir":{},"secret":{"secretName":"s","nope":1}}]}}',
    ['unknown field "spec.volumes[0].secret.nope"'],
  ],
])('%s %s has unknown or repeated fields', (kind, text, errors) => {
  expect(check(kind, text).strictErrors).toEqual(errors)
})

test('embedded objects are not looked into', () => {
  const text = '{"data":{"any":1,"any":2},"revision":1}'
  expect(
    checkFields({ group: 'apps', version: 'v1', kind: 'ControllerRevision' }, JSON.parse(text), { text }).strictErrors,
  ).toEqual([])
})

test.each([
  [
    'nulls and empty statuses',
    'Pod',
    '{"metadata":{"name":"p","creationTimestamp":null},"spec":{"containers":[{"name":"c","resources":{}}]},"status":{}}',
    { metadata: { name: 'p' }, spec: { containers: [{ name: 'c' }] } },
  ],
  [
    'zero values that Go leaves out',
    'Pod',
    '{"spec":{"hostNetwork":false,"nodeName":"","tolerations":[],"nodeSelector":{}}}',
    {},
  ],
  [
    'zeros behind pointers',
    'Pod',
    '{"spec":{"terminationGracePeriodSeconds":0,"automountServiceAccountToken":false,"volumes":[{"name":"v","emptyDir":{}}]}}',
    { spec: { terminationGracePeriodSeconds: 0, automountServiceAccountToken: false, volumes: [{ name: 'v', emptyDir: {} }] } },
  ],
  ['empty lists that Go prints', 'Pod', '{"spec":{"containers":[]}}', { spec: { containers: [] } }],
  [
    'metadata',
    'PodTemplate',
    '{"metadata":{},"template":{"metadata":{},"spec":{"containers":[]}}}',
    { metadata: {}, template: { metadata: {}, spec: { containers: [] } } },
  ],
  ['a null value of a map', 'ConfigMap', '{"data":{"k":null}}', { data: { k: '' } }],
  [
    'unknown fields',
    'ConfigMap',
    '{"data":{"k":"v"},"daata":1,"metadata":{"foo":1,"name":"x"}}',
    { data: { k: 'v' }, metadata: { name: 'x' } },
  ],
  [
    'quantities',
    'ResourceQuota',
    '{"spec":{"hard":{"cpu":0.5,"memory":"1024Mi","pods":10}}}',
    { spec: { hard: { cpu: '500m', memory: '1Gi', pods: '10' } } },
  ],
  [
    'inline structs',
    'Pod',
    '{"spec":{"containers":[{"name":"c","readinessProbe":{"httpGet":{"port":"web"},"periodSeconds":5}}]}}',
    { spec: { containers: [{ name: 'c', readinessProbe: { httpGet: { port: 'web' }, periodSeconds: 5 } }] } },
  ],
])('cleans %s', (_what, kind, text, object) => {
  const checked = check(kind, text)
  expect(checked.decodeError).toBeUndefined()
  expect(checked.object).toEqual(object)
})

test('a map key named __proto__ stays a key', () => {
  const { object } = check('ConfigMap', '{"data":{"__proto__":"x"}}')
  expect(Object.keys(object.data)).toEqual(['__proto__'])
})

test('a kind without a schema comes back untouched', () => {
  const object = { spec: { a: null } }
  expect(checkFields({ group: 'example.com', version: 'v1', kind: 'Gadget' }, object)).toEqual({ object, strictErrors: [] })
})

test('refusals are worded as Kubernetes words them', () => {
  const refuse = (text: string, strict: boolean) => () => refuseProblems(core('ConfigMap'), check('ConfigMap', text), strict)
  expect(refuse('{"data":{"k":1}}', false)).toThrow(
    'ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal number into Go struct field ConfigMap.data of type string',
  )
  expect(refuse('{"metadata":{"foo":1},"daata":{}}', true)).toThrow(
    'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "metadata.foo", unknown field "daata"',
  )
  expect(refuse('{"metadata":{"foo":1},"daata":{}}', false)).not.toThrow()
})

test('half a character is replaced, as Go does', () => {
  const { object } = checkFields(
    { group: '', version: 'v1', kind: 'ConfigMap' },
    { metadata: { name: 'a' }, data: { k: 'x\ud800y', l: '\u{1f600}' } },
  )
  expect(object.data).toEqual({ k: 'x\ufffdy', l: '\u{1f600}' })
})
