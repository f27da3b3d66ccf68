import { beforeAll, expect, test } from 'vitest'
import { clientMinor, kubectl, kubectlError, kubectlJson, tryKubectl } from './kubectl.ts'
import { ownNamespace } from './namespace.ts'
import { deploymentManifest, podManifest } from './pod-manifest.ts'

// These need hosts that run pods and the controllers, not the API alone.

/** Events are written beside the work they are about, and may come a moment after it. */
const LATER = { timeout: 60_000, interval: 500 }

const own = ownNamespace()
const inOwn = (input?: string) => ({ namespace: own.name, ...(input === undefined ? {} : { input }) })

beforeAll(async () => {
  await kubectl(['apply', '-f', '-'], inOwn(deploymentManifest('web', 2)))
  await kubectl(['apply', '-f', '-'], inOwn(podManifest('single')))
})

test('a pod comes to run, and tells what it does', async () => {
  expect(await kubectl(['wait', '--for=condition=Ready', 'pod/single', '--timeout=60s'], inOwn())).toBe(
    'pod/single condition met\n',
  )
  expect(await kubectl(['get', 'pod', 'single'], inOwn())).toMatch(/^single +1\/1 +Running +0 /m)
  // in the order it happened, though all of it may have happened within one second
  await expect
    .poll(() => kubectl(['describe', 'pod', 'single'], inOwn()), LATER)
    .toMatch(/Normal +Scheduled .*(\n.* Pulling .*)?\n.* Pulled .*\n.* Created .*\n.* Started /)
  expect(await kubectl(['get', 'events', '--field-selector', 'involvedObject.name=single'], inOwn())).toMatch(
    /Normal +Scheduled +pod\/single/,
  )
})

// the command came with 1.26
test.skipIf((await clientMinor()) < 26)('events are listed for one pod', async () => {
  expect(await kubectl(['events', '--for', 'pod/single'], inOwn())).toMatch(/Scheduled/)
})

test('logs print, and follow until they are stopped', async () => {
  const lines = await kubectl(['logs', 'single', '--tail=1', '--timestamps'], inOwn())
  expect(lines).toMatch(/^\d{4}-\d\d-\d\dT/)
  const { stdout } = await tryKubectl(['logs', '-f', 'single'], { ...inOwn(), until: /\n.*\n/ })
  expect(stdout).toMatch(/\n.*\n/)
})

test('a rollout goes on, is remembered, undone and restarted', async () => {
  const status = () => kubectl(['rollout', 'status', 'deploy/web', '--timeout=90s'], inOwn())
  expect(await status()).toContain('deployment "web" successfully rolled out')
  await kubectl(['set', 'image', 'deploy/web', 'main=nginx:1.28'], inOwn())
  expect(await status()).toContain('successfully rolled out')
  expect(await kubectl(['rollout', 'history', 'deploy/web'], inOwn())).toMatch(/^1 .*\n2 /m)
  expect(await kubectl(['rollout', 'undo', 'deploy/web'], inOwn())).toContain('rolled back')
  await status()
  expect((await kubectlJson(['get', 'deploy', 'web'], inOwn())).spec.template.spec.containers[0].image).toBe('nginx:1.27')
  await kubectl(['rollout', 'restart', 'deploy/web'], inOwn())
  expect(await status()).toContain('successfully rolled out')
})

test('scaling is seen through to the pods', async () => {
  await kubectl(['scale', 'deploy/web', '--replicas=3'], inOwn())
  expect(await kubectl(['rollout', 'status', 'deploy/web', '--timeout=60s'], inOwn())).toContain('successfully rolled out')
  // Pods of the rollout before may still be ending: a set that has them no longer counts them.
  const pods = async () => (await kubectlJson(['get', 'pods', '-l', 'app=web'], inOwn())).items
  await expect.poll(pods, LATER).toHaveLength(3)
  await expect.poll(() => kubectl(['describe', 'deploy', 'web'], inOwn()), LATER).toMatch(/Scaled up replica set/)
})

// the flag came with 1.24
test.skipIf((await clientMinor()) < 24)('a scale is printed with what it asks for and what there is', async () => {
  expect(await kubectl(['get', 'deploy', 'web', '--subresource=scale'], inOwn())).toMatch(
    /^NAME +DESIRED +AVAILABLE +AGE\nweb +3 +3 +\d+s\n$/,
  )
})

test('every namespace has a default service account', async () => {
  expect(await kubectl(['get', 'serviceaccount', 'default', '-o', 'name'], inOwn())).toBe('serviceaccount/default\n')
})

test('a pod that fits nowhere says why', async () => {
  await kubectl(['apply', '-f', '-'], inOwn(podManifest('huge', { cpu: '10000' })))
  await kubectl(['wait', '--for=condition=PodScheduled=False', 'pod/huge', '--timeout=60s'], inOwn())
  await expect
    .poll(() => kubectl(['describe', 'pod', 'huge'], inOwn()), LATER)
    .toMatch(/FailedScheduling .* 0\/\d+ nodes are available: .*Insufficient cpu/)
  await kubectl(['delete', 'pod', 'huge'], inOwn())
})

test('a pod on a host ends gracefully', async () => {
  expect(await kubectl(['delete', 'pod', 'single', '--grace-period=1', '--timeout=60s'], inOwn())).toMatch(
    /^pod "single" deleted/,
  )
  expect(await kubectlError(['get', 'pod', 'single'], inOwn())).toContain('not found')
})

test('a node is cordoned, drained and taken back', async () => {
  const [pod] = (await kubectlJson(['get', 'pods', '-l', 'app=web'], inOwn())).items
  const node = pod.spec.nodeName as string
  expect(await kubectl(['cordon', node])).toBe(`node/${node} cordoned\n`)
  try {
    expect(await kubectl(['get', 'node', node])).toMatch(/SchedulingDisabled/)
    const selector = ['--pod-selector', `app=web`]
    await kubectl(['drain', node, '--ignore-daemonsets', '--force', '--delete-emptydir-data', '--timeout=90s', ...selector])
    expect(
      await kubectl(['get', 'pods', '-l', 'app=web', '--field-selector', `spec.nodeName=${node}`, '-o', 'name'], inOwn()),
    ).toBe('')
  } finally {
    expect(await kubectl(['uncordon', node])).toBe(`node/${node} uncordoned\n`)
  }
})
