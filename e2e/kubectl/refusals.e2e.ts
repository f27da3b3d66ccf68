import { expect, test } from 'vitest'
import { clientMinor, kubectl, kubectlError, tryKubectl } from './kubectl.ts'
import { ownNamespace } from './namespace.ts'
import { podManifest } from './pod-manifest.ts'

const own = ownNamespace()
const inOwn = (input?: string) => ({ namespace: own.name, ...(input === undefined ? {} : { input }) })
const nowhere = '  nodeSelector: {nowhere: "true"}\n'

test('an unknown field is refused by its path', async () => {
  const manifest = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bad}\ndaata: {a: "1"}\n'
  expect(await kubectlError(['create', '-f', '-'], inOwn(manifest))).toMatch(/unknown field "daata"/)
})

// --validate took words in 1.25
test.skipIf((await clientMinor()) < 25)('an unknown field is only warned of when that is asked for', async () => {
  const manifest = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: warned}\ndaata: {a: "1"}\ngröße: 日本\n'
  const { stdout, stderr } = await tryKubectl(['create', '--validate=warn', '-f', '-'], inOwn(manifest))
  expect(stdout).toBe('configmap/warned created\n')
  expect(stderr).toContain('Warning: unknown field "daata"')
  expect(stderr).toContain('Warning: unknown field "größe"')
})

test('a wrong name is refused with the rule', async () => {
  const said = await kubectlError(['create', '-f', '-'], inOwn('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: Bad_Name}\n'))
  expect(said).toContain(
    'The ConfigMap "Bad_Name" is invalid: metadata.name: Invalid value: "Bad_Name": a lowercase RFC 1123 subdomain must consist of',
  )
})

test('what exists can not be created again', async () => {
  await kubectl(['create', 'cm', 'twice'], inOwn())
  expect(await kubectlError(['create', 'cm', 'twice'], inOwn())).toContain('configmaps "twice" already exists')
})

test('a namespace that does not exist is named', async () => {
  expect(await kubectlError(['create', 'cm', 'x'], { namespace: 'no-such-namespace' })).toContain(
    'namespaces "no-such-namespace" not found',
  )
})

test('a quota refuses at the door and says what was asked, used and allowed', async () => {
  await kubectl(['create', 'quota', 'small', '--hard=pods=1'], inOwn())
  await kubectl(['create', '-f', '-'], inOwn(podManifest('first', { spec: nowhere })))
  expect(await kubectlError(['create', '-f', '-'], inOwn(podManifest('second', { spec: nowhere })))).toContain(
    'pods "second" is forbidden: exceeded quota: small, requested: pods=1, used: pods=1, limited: pods=1',
  )
  expect(await kubectl(['describe', 'quota', 'small'], inOwn())).toMatch(/^pods +1 +1$/m)
  await kubectl(['delete', 'quota', 'small'], inOwn())
})

test.each([
  ['hostNetwork: true', /hostNetwork/],
  ['hostPID: true', /hostPID/],
  ['volumes: [{name: v, hostPath: {path: /etc}}]', /hostPath/],
])('a vSphere Pod may not have %s', async (field, reason) => {
  const manifest = podManifest('refused', { spec: `  ${field}\n` })
  const said = await kubectlError(['create', '-f', '-'], inOwn(manifest))
  expect(said).toMatch(/Forbidden|forbidden|invalid/)
  expect(said).toMatch(reason)
})

test('a host takes no more than fits, whoever chose it', async () => {
  const [node] = (await kubectl(['get', 'nodes', '-o', 'jsonpath={.items[*].metadata.name}'])).split(' ')
  await kubectl(['create', '-f', '-'], inOwn(podManifest('huge', { cpu: '1000', spec: `  nodeName: ${node}\n` })))
  await kubectl(['wait', 'pod/huge', '--for=jsonpath={.status.phase}=Failed', '--timeout=60s'], inOwn())
  expect(await kubectl(['describe', 'pod', 'huge'], inOwn())).toMatch(
    /Reason: +OutOfcpu\nMessage: +Pod was rejected: Node didn't have enough resource: cpu, requested: 1000000, used: \d+, capacity: \d+/,
  )
  await kubectl(['delete', 'pod', 'huge'], inOwn())
})

test('what a pod can not change after it was made is named', async () => {
  const patch = JSON.stringify({ spec: { hostname: 'other' } })
  expect(await kubectlError(['patch', 'pod', 'first', '-p', patch], inOwn())).toContain(
    'pod updates may not change fields other than',
  )
})

test('exec says honestly that there is none', async () => {
  expect(await kubectlError(['exec', 'first', '--', 'ls'], inOwn())).toMatch(
    /does not open streams into containers|unable to upgrade|not have a host assigned/,
  )
})

test.each(['apply', 'create', 'delete'])('%s of a kind that is not served names it', async (verb) => {
  const manifest = 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n'
  expect(await kubectlError([verb, '-f', '-'], inOwn(manifest))).toContain('no matches for kind "Service" in version "v1"')
})

test('what would make a Service says that there is none', async () => {
  await kubectl(['create', 'deployment', 'lonely', '--image=nginx', '--replicas=0'], inOwn())
  const words = 'no matches for kind "Service" in version "v1"'
  expect(await kubectlError(['expose', 'deploy/lonely', '--port=80'], inOwn())).toContain(words)
})

test('a patch with a wrong type is refused as a patch, and names the field', async () => {
  const said = await kubectlError(['patch', 'deploy', 'lonely', '-p', '{"spec":{"replicas":"many"}}'], inOwn())
  expect(said).toMatch(
    /is invalid: patch: Invalid value: "map\[spec:map\[replicas:many\]\]": .*Deployment.*spec\.replicas of type int32/,
  )
})

test.each([
  ['priorityClassName: urgent', 'no PriorityClass with name urgent was found'],
  ['serviceAccountName: nobody', 'serviceaccount "nobody" not found'],
  ['runtimeClassName: kata', 'RuntimeClass "kata" not found'],
])('a pod with %s is told that there is none', async (field, words) => {
  expect(await kubectlError(['create', '-f', '-'], inOwn(podManifest('refused', { spec: `  ${field}\n` })))).toContain(words)
})
