import { expect, test } from 'vitest'
import { clientMinor, kubectl, kubectlError, tryKubectl } from './kubectl.ts'
import { ownNamespace } from './namespace.ts'

const own = ownNamespace()
const inOwn = () => ({ namespace: own.name })
const asReader = ['--as', 'e2e-reader']

test('an administrator may do everything and sees who they are', async () => {
  expect(await kubectl(['auth', 'can-i', 'delete', 'nodes'])).toBe('yes\n')
  expect(await kubectl(['auth', 'can-i', '--list'], inOwn())).toMatch(/^\*\.\* +\[\] +\[\] +\[\*\]$/m)
})

// the command came with 1.26
test.skipIf((await clientMinor()) < 26)('whoami names the user and the groups', async () => {
  expect(await kubectl(['auth', 'whoami', ...asReader])).toMatch(/^Username +e2e-reader\nGroups +\[system:authenticated\]$/m)
})

test('nobody else may anything until a RoleBinding says so', async () => {
  const before = await tryKubectl(['auth', 'can-i', 'list', 'pods', ...asReader], inOwn())
  expect(before.stdout).toMatch(/^no/)
  expect(await kubectlError(['get', 'pods', ...asReader], inOwn())).toContain(
    `pods is forbidden: User "e2e-reader" cannot list resource "pods" in API group "" in the namespace "${own.name}"`,
  )
  await kubectl(['create', 'role', 'reader', '--verb=get,list,watch', '--resource=pods'], inOwn())
  await kubectl(['create', 'rolebinding', 'reader', '--role=reader', '--user=e2e-reader'], inOwn())
  // Who may what follows the log, as in Kubernetes: a moment later it is known.
  await expect.poll(() => kubectl(['auth', 'can-i', 'list', 'pods', ...asReader], inOwn()), { timeout: 30_000 }).toBe('yes\n')
  await kubectl(['get', 'pods', ...asReader], inOwn())
  expect(await kubectl(['auth', 'can-i', '--list', ...asReader], inOwn())).toMatch(/^pods +\[\] +\[\] +\[get list watch\]$/m)
})

test('the reader may still not write, nor look elsewhere', async () => {
  expect(await kubectlError(['create', 'cm', 'x', ...asReader], inOwn())).toContain(
    'User "e2e-reader" cannot create resource "configmaps"',
  )
  expect(await kubectlError(['get', 'pods', '-A', ...asReader])).toContain(
    'cannot list resource "pods" in API group "" at the cluster scope',
  )
})

test('only those who may impersonate can', async () => {
  const { stderr, code } = await tryKubectl(['get', 'pods', '--token', 'not-a-token', '--as', 'admin'], inOwn())
  expect(code).not.toBe(0)
  expect(stderr).toMatch(/Unauthorized|must be logged in/)
})
