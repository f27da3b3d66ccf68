import { beforeAll, expect, test } from 'vitest'
import { everyFieldObjects, everyFieldPod, foreignVolumes } from './every-field.ts'
import { kubectl } from './kubectl.ts'
import { ownNamespace } from './namespace.ts'
import { deploymentManifest } from './pod-manifest.ts'

const own = ownNamespace()
const inOwn = (input?: string) => ({ namespace: own.name, ...(input === undefined ? {} : { input }) })

beforeAll(async () => {
  for (const args of everyFieldObjects) await kubectl(args, inOwn())
})

test('a pod that uses every field can be described: waiting, running and ending', async () => {
  await kubectl(['create', '-f', '-'], inOwn(everyFieldPod))
  expect(await kubectl(['describe', 'pod', 'every-field'], inOwn())).toMatch(/^Name: +every-field$/m)
  await kubectl(['wait', 'pod/every-field', '--for=condition=ContainersReady', '--timeout=60s'], inOwn())
  const said = await kubectl(['describe', 'pod', 'every-field'], inOwn())
  expect(said).toMatch(/^ +Liveness: +grpc <pod>:9000 .*delay=0s timeout=1s period=10s #success=1 #failure=3$/m)
  expect(said).toMatch(/^ +Readiness: +http-get http:\/\/:http\/ delay=0s timeout=1s period=10s #success=1 #failure=3$/m)
  expect(said).toMatch(/^ +TokenExpirationSeconds: +3600$/m)
  expect(said).toMatch(/^ +POD: +every-field \(v1:metadata\.name\)$/m)
  expect(said).toMatch(/^ +metadata\.name -> name$/m)
  expect(said).toMatch(/^Status: +Running$/m)
  await kubectl(['delete', 'pod', 'every-field', '--wait=false'], inOwn())
})

test('volumes that no vSphere Pod can mount can be described in a Deployment', async () => {
  const manifest = `${deploymentManifest('foreign', 0)}      volumes:\n${foreignVolumes.replace(/^/gm, '  ').trimEnd()}\n`
  await kubectl(['create', '-f', '-'], inOwn(manifest))
  const said = await kubectl(['describe', 'deployment', 'foreign'], inOwn())
  expect(said).toMatch(/^ +Kind: +Shared$/m)
  expect(said).toMatch(/^ +FSType: +xfs$/m)
})
