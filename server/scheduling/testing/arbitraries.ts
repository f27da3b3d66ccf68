import fc from 'fast-check'
import type { Node } from '#domain/kube/node.ts'
import type { Pod } from '#domain/kube/pod.ts'
import { makeNode } from '#domain/testing/make-node.ts'
import { makePod } from '#domain/testing/make-pod.ts'

const app = fc.constantFrom('web', 'db', 'cache')
const zone = fc.constantFrom('a', 'b', undefined)

const hostTerm = (name: string) => ({
  topologyKey: 'kubernetes.io/hostname',
  labelSelector: { matchLabels: { app: name } },
})

/** Up to eight hosts of different sizes, some in maintenance, some silent, some in a zone. */
export const anyNodes: fc.Arbitrary<Node[]> = fc
  .array(
    fc.record({
      cpu: fc.integer({ min: 0, max: 8 }).map(String),
      memory: fc.integer({ min: 0, max: 8 }).map((gib) => `${gib}Gi`),
      pods: fc.integer({ min: 0, max: 5 }).map(String),
      zone,
      unschedulable: fc.boolean(),
      ready: fc.constantFrom('True' as const, 'True' as const, 'True' as const, 'Unknown' as const),
    }),
    { maxLength: 8 },
  )
  .map((all) =>
    all.map(({ zone: place, ...options }, i) => makeNode({ name: `esx-${i}`, ...options, ...(place ? { zone: place } : {}) })),
  )

/** Up to thirty pods of three applications and two namespaces, some with rules about each other. */
export const anyPods: fc.Arbitrary<Pod[]> = fc
  .array(
    fc.record({
      app,
      namespace: fc.constantFrom('team-a', 'team-b'),
      cpu: fc.constantFrom(undefined, '0', '100m', '1', '2500m', '9'),
      memory: fc.constantFrom(undefined, '64Mi', '1Gi', '3Gi'),
      away: fc.option(app, { freq: 4, nil: undefined }),
      spread: fc.boolean(),
    }),
    { maxLength: 30 },
  )
  .map((all) =>
    all.map(({ app: name, namespace, cpu, memory, away, spread }, i) =>
      makePod({
        name: `pod-${i}`,
        namespace,
        labels: { app: name },
        requests: { ...(cpu ? { cpu } : {}), ...(memory ? { memory } : {}) },
        ...(away ? { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [hostTerm(away)] } } } : {}),
        ...(spread
          ? {
              spread: [
                {
                  maxSkew: 2,
                  topologyKey: 'topology.kubernetes.io/zone',
                  whenUnsatisfiable: 'DoNotSchedule' as const,
                  labelSelector: { matchLabels: { app: name } },
                },
              ],
            }
          : {}),
      }),
    ),
  )
