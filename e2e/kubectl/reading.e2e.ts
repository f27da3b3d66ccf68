import { beforeAll, expect, test } from 'vitest'
import { kubectl, kubectlError, kubectlJson, tryKubectl } from './kubectl.ts'
import { ownNamespace } from './namespace.ts'
import { podManifest } from './pod-manifest.ts'

const own = ownNamespace()
const inOwn = () => ({ namespace: own.name })
/** As kubectl writes ages: `45s`, and `2m5s` where it took long to come here. */
const AGE = '(\\d+m)?\\d+s'

beforeAll(async () => {
  for (const name of ['a', 'b', 'c']) {
    await kubectl(['create', 'configmap', name, `--from-literal=is=${name}`], inOwn())
    await kubectl(['label', 'configmap', name, `letter=${name}`, 'tier=web'], inOwn())
  }
  await kubectl(['apply', '-f', '-'], { ...inOwn(), input: podManifest('wide', { spec: '  nodeSelector: {nowhere: "true"}\n' }) })
})

test('get prints columns, and more of them with -o wide', async () => {
  expect(await kubectl(['get', 'pods'], inOwn())).toMatch(
    new RegExp(`^NAME +READY +STATUS +RESTARTS +AGE\\nwide +0/1 +Pending +0 +${AGE}\\n$`),
  )
  expect(await kubectl(['get', 'pods', '-o', 'wide'], inOwn())).toMatch(
    /^NAME .* IP +NODE +NOMINATED NODE +READINESS GATES\nwide /,
  )
  expect(await kubectl(['get', 'configmap', 'a'], inOwn())).toMatch(new RegExp(`^NAME +DATA +AGE\\na +1 +${AGE}\\n$`))
})

test('get answers as YAML, JSON, names and custom columns', async () => {
  expect(await kubectl(['get', 'cm', 'a', '-o', 'yaml'], inOwn())).toMatch(/^apiVersion: v1\ndata:\n {2}is: a\nkind: ConfigMap\n/)
  expect((await kubectlJson(['get', 'cm'], inOwn())).items).toHaveLength(3)
  expect(await kubectl(['get', 'cm', '-o', 'name'], inOwn())).toBe('configmap/a\nconfigmap/b\nconfigmap/c\n')
  expect(await kubectl(['get', 'cm', '-o', 'custom-columns=N:.metadata.name', '--no-headers'], inOwn())).toBe('a\nb\nc\n')
  expect(await kubectl(['get', 'cm', '-o', 'jsonpath={.items[*].data.is}'], inOwn())).toBe('a b c')
})

test.each([
  [['-l', 'letter=b'], 'configmap/b\n'],
  [['-l', 'letter in (a,c)'], 'configmap/a\nconfigmap/c\n'],
  [['-l', 'tier=web,letter!=a'], 'configmap/b\nconfigmap/c\n'],
  [['--field-selector', 'metadata.name=c'], 'configmap/c\n'],
  [['--chunk-size', '1'], 'configmap/a\nconfigmap/b\nconfigmap/c\n'],
])('get cm %s', async (args, expected) => {
  expect(await kubectl(['get', 'cm', '-o', 'name', ...args], inOwn())).toBe(expected)
})

test('pods are found by their phase', async () => {
  expect(await kubectl(['get', 'pods', '--field-selector', 'status.phase=Pending', '-o', 'name'], inOwn())).toBe('pod/wide\n')
  expect(await kubectl(['get', 'pods', '--field-selector', 'status.phase=Running', '-o', 'name'], inOwn())).toBe('')
})

test('-A names the namespaces, --sort-by sorts, --show-labels shows', async () => {
  expect(await kubectl(['get', 'cm', '-A'], {})).toMatch(new RegExp(`^${own.name} +a +1 `, 'm'))
  const sorted = await kubectl(['get', 'cm', '--sort-by', '{.metadata.name}', '--show-labels'], inOwn())
  expect(sorted).toMatch(/\na .* letter=a,tier=web\nb .*\nc /)
})

test('get -w prints what is there and then what changes', async () => {
  const late = /^configmap\/a\nconfigmap\/b\nconfigmap\/c\nconfigmap\/late\n/
  const watching = tryKubectl(['get', 'cm', '-w', '-l', 'tier=web', '-o', 'name'], { ...inOwn(), until: late })
  await kubectl(['create', 'cm', 'late'], inOwn())
  await kubectl(['label', 'cm', 'late', 'tier=web'], inOwn())
  expect((await watching).stdout).toMatch(late)
  await kubectl(['delete', 'cm', 'late'], inOwn())
})

test.each([
  [['get', 'pod', 'none'], 'Error from server (NotFound): pods "none" not found'],
  [['get', 'deploy', 'none'], 'Error from server (NotFound): deployments.apps "none" not found'],
  [['get', 'pods', '--field-selector', 'spec.foo=1'], 'field label not supported: spec.foo'],
  [['get', 'pods', '-l', 'a===b'], "unable to parse requirement: found '=', expected: identifier"],
  [['get', 'pods', '-l', 'app in web'], "unable to parse requirement: found 'web' expected: '('"],
])('%s is refused in words', async (args, words) => {
  expect(await kubectlError(args, inOwn())).toContain(words)
})
