import type { Pod } from '#domain/kube/pod.ts'
import { makeNode } from '#domain/testing/make-node.ts'
import { makePod } from '#domain/testing/make-pod.ts'
import { schedule } from '#server/scheduling/schedule.ts'
import { Snapshot } from '#server/scheduling/snapshot.ts'

const PODS = 10_000

const hosts = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    makeNode({ name: `esx-${String(i).padStart(5, '0')}`, cpu: '32', memory: '256Gi', zone: `zone-${i % 3}` }),
  )

const plain = (i: number): Pod => makePod({ name: `web-${i}`, labels: { app: 'web' }, requests: { cpu: '500m', memory: '1Gi' } })

const spread = (i: number): Pod =>
  makePod({
    name: `web-${i}`,
    labels: { app: `app-${i % 100}` },
    requests: { cpu: '500m', memory: '1Gi' },
    spread: [
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: { matchLabels: { app: `app-${i % 100}` } },
      },
    ],
  })

const apart = (i: number): Pod =>
  makePod({
    name: `web-${i}`,
    labels: { app: `app-${i % 500}` },
    requests: { cpu: '500m', memory: '1Gi' },
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: `app-${i % 500}` } } },
        ],
      },
    },
  })

const tooLarge = (i: number): Pod => makePod({ name: `large-${i}`, requests: { cpu: '64' } })

/** Places the pods one after the other, each seeing all before it, and prints the rate. */
const run = (label: string, hostCount: number, pods: number, podAt: (i: number) => Pod) => {
  let snapshot = Snapshot.of({ nodes: hosts(hostCount) })
  let seed = 0
  let placed = 0
  const began = performance.now()
  const cpuBefore = process.cpuUsage()
  for (let i = 0; i < pods; i++) {
    const pod = podAt(i)
    const answer = schedule(pod, snapshot, { seed })
    if (answer.host === null) continue
    snapshot = snapshot.withPlacement(pod, answer.host)
    seed += answer.asked
    placed++
  }
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(cpuBefore)
  const perCpuSecond = Math.round(pods / ((user + system) / 1e6))
  const perHost = snapshot.hosts.map((host) => host.pods.length)
  const even = `${Math.min(...perHost)} to ${Math.max(...perHost)} pods a host`
  const rate = Math.round(pods / seconds)
  console.log(
    `${label}: ${placed} of ${pods} pods on ${hostCount} hosts in ${seconds.toFixed(2)} s, ${rate} pods/s (${perCpuSecond} per CPU second), ${even}`,
  )
}

for (const count of [1_000, 5_000]) {
  run('plain pods', count, PODS, plain)
  run('zone spread', count, PODS, spread)
  run('anti-affinity', count, 2_000, apart)
  run('fits nowhere', count, 500, tooLarge)
}
