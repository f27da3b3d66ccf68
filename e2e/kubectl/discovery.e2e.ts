import { beforeAll, expect, test } from 'vitest'
import { kubectl, tryKubectl } from './kubectl.ts'
import { supervisorIsUp } from './supervisor.ts'

beforeAll(supervisorIsUp)

test('version names the server', async () => {
  const { stdout } = await tryKubectl(['version'])
  expect(stdout).toMatch(/Server Version: .*v1\.\d+\.\d+/)
})

test('api-resources lists kinds with their short names', async () => {
  const listed = await kubectl(['api-resources', '--no-headers'])
  expect(listed).toMatch(/^pods\s+po\s+v1\s+true\s+Pod$/m)
  expect(listed).toMatch(/^deployments\s+deploy\s+apps\/v1\s+true\s+Deployment$/m)
  expect(listed).toMatch(/^namespaces\s+ns\s+v1\s+false\s+Namespace$/m)
})

test('api-versions lists the groups', async () => {
  const versions = (await kubectl(['api-versions'])).trim().split('\n')
  expect(versions).toEqual(expect.arrayContaining(['v1', 'apps/v1', 'rbac.authorization.k8s.io/v1', 'coordination.k8s.io/v1']))
})

test('explain shows a field and its type', async () => {
  expect(await kubectl(['explain', 'pod.spec.containers.image'])).toMatch(/FIELD: +image +<string>/)
})

test('an unknown resource is refused by name', async () => {
  const { stderr } = await tryKubectl(['get', 'widgets'])
  expect(stderr).toContain('the server doesn\'t have a resource type "widgets"')
})

test('health checks answer', async () => {
  expect(await kubectl(['get', '--raw', '/readyz?verbose'])).toMatch(/readyz check passed/)
  expect(await kubectl(['get', '--raw', '/livez'])).toBe('ok')
})
