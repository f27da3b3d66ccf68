import { beforeAll, expect, test } from 'vitest'
import { kubectl, kubectlError, tryKubectl } from './kubectl.ts'
import { ownNamespace } from './namespace.ts'
import { signIn } from './sign-in.ts'

// People of the SSO domain, signed in with their passwords.

const own = ownNamespace()
let asDevops: { namespace: string; kubeconfig: string }

beforeAll(async () => {
  asDevops = { namespace: own.name, kubeconfig: await signIn('devops@vsphere.local') }
})

test('a person is known by their SSO name', async () => {
  const said = await kubectlError(['get', 'pods'], asDevops)
  expect(said).toContain(
    `User "sso:devops@vsphere.local" cannot list resource "pods" in API group "" in the namespace "${own.name}"`,
  )
})

test('a person without rights may not make a namespace', async () => {
  expect(await kubectlError(['create', 'namespace', 'not-mine'], asDevops)).toMatch(/forbidden/i)
})

test('a RoleBinding gives them what it says', async () => {
  await kubectl(['create', 'rolebinding', 'devops', '--clusterrole=edit', '--user=sso:devops@vsphere.local'], {
    namespace: own.name,
  })
  // Who may what follows the log, as in Kubernetes: a moment later it is known.
  await expect.poll(() => kubectl(['auth', 'can-i', 'create', 'deployments'], asDevops), { timeout: 30_000 }).toBe('yes\n')
  await kubectl(['create', 'configmap', 'mine'], asDevops)
  expect((await tryKubectl(['auth', 'can-i', 'create', 'rolebindings'], asDevops)).stdout).toMatch(/^no/)
})
