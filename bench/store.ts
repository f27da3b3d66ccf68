import { performance } from 'node:perf_hooks'
import type { KubeObject } from '#domain/kube/object.ts'
import { migrate } from '#server/store/migrate.ts'
import type { ListQuery, ObjectWrite } from '#server/store/object-store.ts'
import { openStore, type Store } from '#server/store/open-store.ts'
import { ownServer } from '#server/store/testing/own-server.ts'

/** A pod as a Deployment makes it, about 1.6 kB of JSON. */
function makePod(name: string): KubeObject {
  const probe = {
    httpGet: { path: '/healthz', port: 8080, scheme: 'HTTP' },
    periodSeconds: 10,
    timeoutSeconds: 1,
    failureThreshold: 3,
  }
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'bench',
      uid: crypto.randomUUID(),
      creationTimestamp: '2030-01-01T00:00:00Z',
      labels: { app: 'web', 'pod-template-hash': '5d4f8c7b9' },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: 'web-5d4f8c7b9',
          uid: 'b1f6c1d0-5f0a-4c5e-8a53-2f1d7c1f0001',
          controller: true,
        },
      ],
    },
    spec: {
      containers: ['web', 'sidecar'].map((container) => ({
        name: container,
        image: `registry.example/${container}:1.2.3`,
        ports: [{ containerPort: 8080, protocol: 'TCP' }],
        resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
        livenessProbe: probe,
        readinessProbe: probe,
        env: [{ name: 'NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } }],
      })),
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      serviceAccountName: 'default',
      tolerations: [{ key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }],
    },
    status: {
      phase: 'Pending',
      conditions: [{ type: 'PodScheduled', status: 'True', lastTransitionTime: '2030-01-01T00:00:01Z' }],
    },
  }
}

const createOf = (api: string, name: string): ObjectWrite => ({
  operation: 'create',
  key: { api, resource: 'pods', namespace: 'bench', name },
  object: makePod(name),
})

const report = (what: string, figure: string) => console.log(`${what.padEnd(52)} ${figure}`)
const perSecond = (count: number, ms: number) => `${Math.round((count * 1000) / ms).toLocaleString('en')}/s`

const quantiles = (latencies: number[]) => {
  const sorted = latencies.toSorted((a, b) => a - b)
  const at = (q: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0).toFixed(1)
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`
}

/** `writers` at once, each waiting for its write before the next, half creates, half updates of what it created. */
async function singleWrites(store: Store, writers: number, seconds: number): Promise<void> {
  const api = `bench:single-${crypto.randomUUID()}`
  const latencies: number[] = []
  const end = performance.now() + seconds * 1000
  const timed = async (write: ObjectWrite) => {
    const from = performance.now()
    const outcome = await store.objects.write(write)
    latencies.push(performance.now() - from)
    if (!outcome.ok) throw new Error(`refused: ${outcome.reason}`)
    return outcome
  }
  const writer = async (w: number) => {
    for (let i = 0; performance.now() < end; i++) {
      const write = createOf(api, `pod-${w}-${i}`)
      const { object, revision } = await timed(write)
      const running = { ...object, status: { ...object.status, phase: 'Running' } }
      await timed({ operation: 'update', key: write.key, object: running, expectedRevision: revision })
    }
  }
  const from = performance.now()
  await Promise.all(Array.from({ length: writers }, (_, w) => writer(w)))
  report(
    `single writes, ${writers} writers`,
    `${perSecond(latencies.length, performance.now() - from).padStart(9)}   ${quantiles(latencies)}`,
  )
}

/** The same with what a pod costs in quota charged in each transaction. */
async function chargedWrites(store: Store, count: number): Promise<void> {
  const limits = [{ quota: 'limits', hard: 1e12 }]
  const charges = ['count/pods', 'requests.cpu', 'requests.memory'].map((resource) => ({ resource, delta: 1, limits }))
  const writes = Array.from({ length: count }, (_, i) => ({ ...createOf('bench:charged', `pod-${i}`), charges }))
  const from = performance.now()
  await store.objects.writeMany(writes)
  report(`bulk: ${count.toLocaleString('en')} creates with quota`, perSecond(count, performance.now() - from).padStart(9))
}

async function bulkAndList(store: Store, count: number): Promise<void> {
  const api = 'bench:bulk'
  const writes = Array.from({ length: count }, (_, i) => createOf(api, `pod-${i}`))
  let from = performance.now()
  await store.objects.writeMany(writes)
  report(`bulk: ${count.toLocaleString('en')} creates`, perSecond(count, performance.now() - from).padStart(9))
  const queries: [string, Partial<ListQuery>][] = [
    ['', {}],
    [', 500 a page', { limit: 500 }],
    [', by a label nobody has', { labels: [{ key: 'app', operator: 'In', values: ['none'] }] }],
  ]
  for (const [what, query] of queries) {
    from = performance.now()
    let after: { namespace: string; name: string } | undefined
    do {
      after = (await store.objects.list({ api, resource: 'pods', ...query, ...(after ? { after } : {}) })).next
    } while (after)
    report(`list ${count.toLocaleString('en')} objects${what}`, `${(performance.now() - from).toFixed(0)} ms`.padStart(9))
  }
}

/** How long until every watcher has every change, while 16 writers write. */
async function fanOut(store: Store, watchers: number, count: number): Promise<void> {
  const api = 'bench:watch'
  const sent = new Map<string, number>()
  const lags: number[] = []
  let seen = 0
  const done = withResolvers()
  const subscriptions = await Promise.all(
    Array.from({ length: watchers }, () =>
      store.feed.follow({
        api,
        after: '0',
        onChanges(changes) {
          const now = performance.now()
          for (const { object } of changes) lags.push(now - (sent.get(object.metadata.name) ?? now))
          seen += changes.length
          if (seen === watchers * count) done.resolve()
        },
        onClose: (why) => done.reject(new Error(`a watcher was closed: ${why}`)),
      }),
    ),
  )
  const from = performance.now()
  let next = 0
  const writer = async () => {
    while (next < count) {
      const name = `pod-${next++}`
      const write = createOf(api, name)
      await store.objects.write(write)
      sent.set(name, performance.now())
    }
  }
  await Promise.all([...Array.from({ length: 16 }, writer), done.promise])
  const ms = performance.now() - from
  report(
    `watch: ${count.toLocaleString('en')} changes to ${watchers} watchers`,
    `${perSecond(seen, ms).padStart(9)}   after the answer: ${quantiles(lags)}`,
  )
  for (const subscription of subscriptions) subscription.close()
}

function withResolvers() {
  let resolve: () => void = () => {}
  let reject: (error: Error) => void = () => {}
  const promise = new Promise<void>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

const seconds = Number(process.env.BENCH_SECONDS ?? 5)
const server = await ownServer()
try {
  const url = server.url.replace(/\/postgres$/, '/bench')
  await migrate({ url })
  const store = await openStore({ url })
  await singleWrites(store, 16, 1) // warms plans and caches, and is told again below
  for (const writers of [1, 16, 64, 256]) await singleWrites(store, writers, seconds)
  await bulkAndList(store, 10_000)
  await chargedWrites(store, 10_000)
  await fanOut(store, 200, 2000)
  await store.close()
} finally {
  await server.stop()
}
