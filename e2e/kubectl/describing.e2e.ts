import { beforeAll, expect, test } from 'vitest'
import { kubectl, kubectlJson } from './kubectl.ts'
import { ownNamespace } from './namespace.ts'
import { deploymentManifest, podManifest } from './pod-manifest.ts'

const own = ownNamespace()
const inOwn = (input?: string) => ({ namespace: own.name, ...(input === undefined ? {} : { input }) })

beforeAll(async () => {
  await kubectl(['create', 'quota', 'limits', '--hard=pods=10,requests.cpu=1'], inOwn())
  await kubectl(['apply', '-f', '-'], inOwn(podManifest('lonely', { spec: '  nodeSelector: {nowhere: "true"}\n' })))
  await kubectl(['apply', '-f', '-'], inOwn(deploymentManifest('idle', 0)))
})

test('describe pod', async () => {
  const said = await kubectl(['describe', 'pod', 'lonely'], inOwn())
  expect(said).toMatch(/^Name: +lonely$/m)
  expect(said).toMatch(new RegExp(`^Namespace: +${own.name}$`, 'm'))
  expect(said).toMatch(/^Status: +Pending$/m)
  expect(said).toMatch(/^ {2}main:\n {4}Image: +nginx:1.27$/m)
  expect(said).toMatch(/^QoS Class: +Burstable$/m)
  expect(said).toMatch(/^Node-Selectors: +nowhere=true$/m)
})

test('describe deployment', async () => {
  const said = await kubectl(['describe', 'deploy', 'idle'], inOwn())
  expect(said).toMatch(/^Replicas: +0 desired \| 0 updated \| 0 total \| 0 available \| 0 unavailable$/m)
  expect(said).toMatch(/^StrategyType: +RollingUpdate$/m)
})

test('describe namespace and quota show what is used', async () => {
  expect(await kubectl(['describe', 'quota', 'limits'], inOwn())).toMatch(/^pods +1 +10\nrequests.cpu +100m +1$/m)
  const said = await kubectl(['describe', 'namespace', own.name])
  expect(said).toMatch(/^Status: +Active$/m)
  expect(said).toMatch(/^ +pods +1 +10$/m)
})

test('describe secret hides what it holds', async () => {
  await kubectl(['create', 'secret', 'generic', 'hidden', '--from-literal=password=12345'], inOwn())
  const said = await kubectl(['describe', 'secret', 'hidden'], inOwn())
  expect(said).toMatch(/^password: +5 bytes$/m)
  expect(said).not.toContain('12345')
})

test('describe node says what runs it', async () => {
  const { items } = await kubectlJson(['get', 'nodes'])
  for (const { metadata, status } of items.slice(0, 1)) {
    const said = await kubectl(['describe', 'node', metadata.name])
    expect(said).toContain(`Container Runtime Version:  ${status.nodeInfo.containerRuntimeVersion}`)
    expect(said).toMatch(/^Allocated resources:$/m)
  }
})
