import type { IncomingMessage } from 'node:http'
import { openApi, textOf } from './api-client.ts'

// Black box: a running Hemisphere is reached as any client reaches it (api-client.ts says how it is found).
//   BENCH_PODS            10000 unless said otherwise
const PODS = Number(process.env.BENCH_PODS ?? 10_000)
const WRITERS = 64
const NAMESPACE = `bulk-${Date.now().toString(36)}`
/** Without any news for this long the run is given up. */
const PATIENCE_MS = 60_000

const api = openApi(WRITERS)
const { ask } = api

const pod = (index: number) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: `pod-${index}`, namespace: NAMESPACE, labels: { app: `app-${index % 100}` } },
  spec: {
    containers: [
      {
        name: 'web',
        image: 'registry.example/web:1.0',
        ports: [{ containerPort: 8080 }],
        resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
      },
    ],
  },
})

interface WatchedPod {
  metadata: { name: string; resourceVersion: string }
  spec: { nodeName?: string }
  status?: { phase?: string }
}

/** Follows the namespace's pods until all run; resuming is not needed for a run of seconds. */
const follow = async (authorization: string, onPod: (pod: WatchedPod) => void): Promise<() => void> => {
  const path = `/api/v1/namespaces/${NAMESPACE}/pods`
  const { metadata } = await ask<{ metadata: { resourceVersion: string } }>('GET', path, authorization)
  let revision = metadata.resourceVersion
  let isOver = false
  let current: IncomingMessage | undefined
  const read = async () => {
    while (!isOver) {
      current = await api.stream(`${path}?watch=true&resourceVersion=${revision}`, authorization)
      if (current.statusCode !== 200) throw new Error(`watch: ${current.statusCode} ${await textOf(current)}`)
      current.setEncoding('utf8')
      let rest = ''
      for await (const chunk of current) {
        const lines = (rest + chunk).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) {
          if (!line) continue
          const { type, object } = JSON.parse(line) as { type: string; object: WatchedPod }
          if (type === 'ERROR') throw new Error(`watch: ${line}`)
          revision = object.metadata.resourceVersion
          onPod(object)
        }
      }
    }
  }
  read().catch((error) => {
    if (isOver) return
    console.error(error)
    process.exit(1)
  })
  return () => {
    isOver = true
    current?.destroy()
  }
}

const quantile = (sorted: readonly number[], q: number) =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0).toFixed(1)

const rate = (what: string, ms: number) =>
  console.log(
    `${what.padEnd(36)} ${(ms / 1000).toFixed(2).padStart(7)} s ${Math.round((PODS * 1000) / ms)
      .toLocaleString('en')
      .padStart(8)} pods/s`,
  )

const main = async () => {
  const authorization = await api.login()
  const nodes = await ask<{ items: unknown[] }>('GET', '/api/v1/nodes', authorization)
  await api.createNamespace(authorization, NAMESPACE)
  const bound = new Set<string>()
  const running = new Set<string>()
  let lastBound = 0
  let lastNews = performance.now()
  let done: () => void = () => undefined
  const allRun = new Promise<void>((resolve) => {
    done = resolve
  })
  const stop = await follow(authorization, ({ metadata, spec, status }) => {
    lastNews = performance.now()
    if (spec.nodeName && !bound.has(metadata.name)) {
      bound.add(metadata.name)
      lastBound = lastNews
    }
    if (status?.phase === 'Running') running.add(metadata.name)
    if (running.size === PODS) done()
  })
  const watchdog = setInterval(() => {
    if (performance.now() - lastNews < PATIENCE_MS) return
    console.error(`No news for ${PATIENCE_MS / 1000} s: ${bound.size} of ${PODS} pods are bound, ${running.size} run.`)
    process.exit(1)
  }, 1000)

  console.log(`${PODS.toLocaleString('en')} pods onto ${nodes.items.length} hosts through the API, ${WRITERS} writers`)
  const latencies: number[] = []
  let next = 0
  const began = performance.now()
  const writer = async () => {
    for (let index = next++; index < PODS; index = next++) {
      const from = performance.now()
      await ask('POST', `/api/v1/namespaces/${NAMESPACE}/pods`, authorization, pod(index))
      latencies.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, writer))
  const created = performance.now()
  await allRun
  const ended = performance.now()
  clearInterval(watchdog)
  stop()
  rate('first create to last created', created - began)
  rate('first create to last bound', lastBound - began)
  rate('first create to last Running', ended - began)
  const sorted = latencies.toSorted((a, b) => a - b)
  console.log(`${'create: latency'.padEnd(36)} p50 ${quantile(sorted, 0.5)} ms, p99 ${quantile(sorted, 0.99)} ms`)
  await ask('DELETE', `/api/v1/namespaces/${NAMESPACE}`, authorization)
  api.close()
}

await main()
process.exit(0)
