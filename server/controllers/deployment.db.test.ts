import { afterEach, expect, test, vi } from 'vitest'
import type { KubeObject } from '#domain/kube/object.ts'
import type { Pod } from '#domain/kube/pod.ts'
import { revisionOf } from '#domain/kube/revision.ts'
import { findCondition } from '#domain/kube/set-condition.ts'
import type { Deployment, ReplicaSet } from '#domain/kube/workloads.ts'
import { deployment } from './deployment.ts'
import { replicaSet } from './replica-set.ts'
import { openWorld, playHosts, type World } from './testing/open-world.ts'

let world: World
let hosts: { close(): void } | undefined
afterEach(async () => {
  hosts?.close()
  hosts = undefined
  await world.close()
})

const DEPLOYMENTS = 'deployments.apps'
const SETS = 'replicasets.apps'
const web = { namespace: 'lab', name: 'web' }

const template = (image: string) => ({ metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image }] } })

const makeDeployment = (replicas: number, over: Record<string, unknown> = {}): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'lab' },
  spec: { replicas, selector: { matchLabels: { app: 'web' } }, template: template('one'), ...over },
})

const get = async () => (await world.client.get(DEPLOYMENTS, web)) as Deployment
const patch = (spec: Record<string, unknown>) => world.client.patch(DEPLOYMENTS, web, { type: 'merge', body: { spec } })
const sets = () => world.all<ReplicaSet>(SETS)
const condition = ({ status }: Deployment, type: string) => findCondition(status?.conditions, type)

/** What `kubectl rollout status` waits for. */
const isRolledOut = ({ metadata, spec, status = {} }: Deployment) =>
  (metadata.generation ?? 0) <= (status.observedGeneration ?? 0) &&
  (status.updatedReplicas ?? 0) >= (spec.replicas ?? 1) &&
  (status.replicas ?? 0) <= (status.updatedReplicas ?? 0) &&
  (status.availableReplicas ?? 0) >= (status.updatedReplicas ?? 0) &&
  condition({ status } as Deployment, 'Progressing')?.reason === 'NewReplicaSetAvailable'
const rolledOut = () => world.until('the rollout', get, isRolledOut)

const imagesOf = (pods: Pod[]) => [...new Set(pods.map(({ spec }) => spec.containers[0]?.image))]

const start = async (is?: (pod: Pod) => boolean) => {
  world = await openWorld([replicaSet, deployment])
  hosts = await playHosts(world, is)
}

test('makes a set named by its template, and rolls over to the next one between surge and availability', async () => {
  await start()
  await world.client.create(DEPLOYMENTS, makeDeployment(4))
  const first = await rolledOut()
  expect(first.metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('1')
  expect(condition(first, 'Available')).toMatchObject({ status: 'True', reason: 'MinimumReplicasAvailable' })
  const [only] = await sets()
  expect(only?.metadata.name).toBe(`web-${only?.metadata.labels?.['pod-template-hash']}`)
  expect(only?.spec.selector.matchLabels).toEqual({
    app: 'web',
    'pod-template-hash': only?.metadata.labels?.['pod-template-hash'],
  })

  let most = 0
  let fewest = 4
  const seen = new Map<string, Pod>()
  const { resourceVersion = '' } = await world.client.list('pods')
  for (const pod of await world.all<Pod>('pods')) seen.set(pod.metadata.name, pod)
  const watch = await world.client.watch('pods', {
    namespace: 'lab',
    after: resourceVersion,
    onEvents: (events) => {
      for (const { type, object } of events) {
        if (type === 'DELETED') seen.delete(object.metadata.name)
        else seen.set(object.metadata.name, object as Pod)
        most = Math.max(most, seen.size)
        fewest = Math.min(
          fewest,
          [...seen.values()].filter(({ status }) => findCondition(status?.conditions, 'Ready')?.status === 'True').length,
        )
      }
    },
    onClose: () => undefined,
  })
  await patch({ template: template('two') })
  const second = await rolledOut()
  watch.close()
  expect(imagesOf(await world.all<Pod>('pods'))).toEqual(['two'])
  expect(revisionOf(second)).toBe(2)
  // Never above the surge, never below what must be available; how close it comes is a matter of who is faster.
  expect(most).toBeLessThanOrEqual(5)
  expect(fewest).toBeGreaterThanOrEqual(3)
  // Events are written beside the work they are about, and may come a moment after it.
  await vi.waitFor(
    async () => {
      const messages = (await world.all('events')).map(({ reason, message }) => `${reason}: ${message}`)
      expect(messages).toContain(`ScalingReplicaSet: Scaled up replica set ${only?.metadata.name} from 0 to 4`)
      // From how many it goes to none depends on how many new pods became ready at once.
      expect(messages).toContainEqual(
        expect.stringMatching(`^ScalingReplicaSet: Scaled down replica set ${only?.metadata.name} from [1-4] to 0$`),
      )
    },
    { timeout: 20_000 },
  )
})

test('a rollback is a rollout of the old set, with a new revision', async () => {
  await start()
  await world.client.create(DEPLOYMENTS, makeDeployment(2))
  await rolledOut()
  const [first] = await sets()
  await patch({ template: template('two') })
  await rolledOut()
  // What `kubectl rollout undo` sends.
  const undo = [{ op: 'replace', path: '/spec/template', value: template('one') }]
  await world.client.patch(DEPLOYMENTS, web, { type: 'json', body: undo })
  expect(revisionOf(await rolledOut())).toBe(3)
  const now = await sets()
  expect(now).toHaveLength(2)
  const back = now.find(({ metadata }) => metadata.name === first?.metadata.name)
  expect(revisionOf(back as ReplicaSet)).toBe(3)
  expect(back?.metadata.annotations?.['deployment.kubernetes.io/revision-history']).toBe('1')
})

test('Recreate ends every old pod before the first new one begins', async () => {
  await start()
  await world.client.create(DEPLOYMENTS, makeDeployment(3, { strategy: { type: 'Recreate' } }))
  await rolledOut()
  // An old pod that takes its time: the finalizer is a host that has not stopped it yet.
  const [slow] = await world.all<Pod>('pods')
  const ref = { namespace: 'lab', name: slow?.metadata.name ?? '' }
  await world.client.patch('pods', ref, { type: 'merge', body: { metadata: { finalizers: ['example.com/slow'] } } })
  await patch({ template: template('two') })
  await world.until(
    'only the slow one',
    () => world.all<Pod>('pods'),
    (pods) => pods.length === 1,
  )
  await world.until('the status says so', get, ({ status }) => status?.observedGeneration === 2)
  expect(imagesOf(await world.all<Pod>('pods'))).toEqual(['one'])
  await world.client.patch('pods', ref, { type: 'merge', body: { metadata: { finalizers: null } } })
  await rolledOut()
  expect(imagesOf(await world.all<Pod>('pods'))).toEqual(['two'])
})

test('a paused Deployment is scaled but rolls nothing out until it is resumed', async () => {
  await start()
  await world.client.create(DEPLOYMENTS, makeDeployment(2))
  await rolledOut()
  await patch({ paused: true, replicas: 3, template: template('two') })
  const paused = await world.until(
    'it is paused',
    get,
    ({ status, metadata }) => status?.observedGeneration === metadata.generation && status?.availableReplicas === 3,
  )
  expect(condition(paused, 'Progressing')).toMatchObject({ status: 'Unknown', reason: 'DeploymentPaused' })
  expect(await sets()).toHaveLength(1)
  await patch({ paused: null })
  await rolledOut()
  expect(imagesOf(await world.all<Pod>('pods'))).toEqual(['two'])
})

test('a rollout that cannot go on keeps what it may, is called late, and says why', async () => {
  await start((pod) => pod.spec.containers[0]?.image === 'one')
  await world.client.create(DEPLOYMENTS, makeDeployment(4, { progressDeadlineSeconds: 60 }))
  await rolledOut()
  await patch({ template: template('broken') })
  const stuck = await world.until(
    'the new pods wait',
    get,
    ({ status }) => status?.updatedReplicas === 2 && status.replicas === 5,
  )
  expect(stuck.status?.availableReplicas).toBe(3)
  await world.until(
    'nothing more is due now',
    async () => world.clock.waiting,
    (waiting) => waiting > 0,
  )
  world.clock.advance(62_000)
  const late = await world.until('the deadline', get, (now) => condition(now, 'Progressing')?.status === 'False')
  expect(condition(late, 'Progressing')).toMatchObject({ reason: 'ProgressDeadlineExceeded' })
  expect(condition(late, 'Progressing')?.message).toMatch(/^ReplicaSet "web-.*" has timed out progressing\.$/)
  // In the middle of it people scale: both sets keep their share.
  await patch({ replicas: 8 })
  const scaled = await world.until(
    'both sets are larger',
    sets,
    (all) => all.reduce((sum, { spec }) => sum + (spec.replicas ?? 0), 0) === 10,
  )
  expect(scaled.map(({ spec }) => spec.replicas).sort()).toEqual([4, 6])
})

test('a quota that refuses the pods shows on the Deployment', async () => {
  await start()
  const quota = {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'limits', namespace: 'lab' },
    spec: { hard: { pods: '1' } },
  }
  await world.client.create('resourcequotas', quota)
  await world.client.create(DEPLOYMENTS, makeDeployment(3))
  const refused = await world.until('ReplicaFailure', get, (now) => condition(now, 'ReplicaFailure') !== undefined)
  expect(condition(refused, 'ReplicaFailure')).toMatchObject({ status: 'True', reason: 'FailedCreate' })
  expect(condition(refused, 'ReplicaFailure')?.message).toContain('exceeded quota: limits')
  expect(condition(refused, 'Available')).toMatchObject({ status: 'False', reason: 'MinimumReplicasUnavailable' })
})

test('keeps as many old sets as the history asks for', async () => {
  await start()
  await world.client.create(DEPLOYMENTS, makeDeployment(1, { revisionHistoryLimit: 1 }))
  await rolledOut()
  for (const image of ['two', 'three', 'four']) {
    await patch({ template: template(image) })
    await rolledOut()
  }
  const left = await world.until('two sets', sets, (all) => all.length === 2)
  expect(left.map(revisionOf).sort()).toEqual([3, 4])
})
