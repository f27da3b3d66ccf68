import { describe, expect, test } from 'vitest'
import type { Affinity, PodAffinityTerm } from '#domain/kube/pod.ts'
import { makeNode } from '#domain/testing/make-node.ts'
import { makePod, type PodOptions } from '#domain/testing/make-pod.ts'
import { Snapshot } from '../snapshot.ts'
import { ask, scoreOf } from '../testing/ask.ts'
import { interPodAffinity } from './inter-pod-affinity.ts'

const ZONE = 'topology.kubernetes.io/zone'
const HOST = 'kubernetes.io/hostname'
const NEAR = "node(s) didn't match pod affinity rules"
const AWAY = "node(s) didn't match pod anti-affinity rules"
const OTHERS = "node(s) didn't satisfy existing pods anti-affinity rules"

const term = (app: string, topologyKey = HOST, more: Partial<PodAffinityTerm> = {}): PodAffinityTerm => ({
  topologyKey,
  labelSelector: { matchLabels: { app } },
  ...more,
})
const near = (...terms: PodAffinityTerm[]): Affinity => ({
  podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms },
})
const away = (...terms: PodAffinityTerm[]): Affinity => ({
  podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms },
})

// Hosts a1 and a2 in zone a, b1 in zone b, lone in none.
const nodes = [
  makeNode({ name: 'a1', zone: 'a' }),
  makeNode({ name: 'a2', zone: 'a' }),
  makeNode({ name: 'b1', zone: 'b' }),
  makeNode({ name: 'lone' }),
]
const namespaces = { default: {}, shop: { labels: { team: 'shop' } } }
const with_ = (...pods: PodOptions[]) =>
  Snapshot.of({ nodes, namespaces, pods: pods.map((pod, i) => makePod({ name: `p-${i}`, ...pod })) })

const DB = { labels: { app: 'db' }, node: 'a1' }

describe('required', () => {
  test.each<[string, PodOptions[], PodOptions, [string, string, string, string]]>([
    ['no rules', [DB], {}, ['ok', 'ok', 'ok', 'ok']],
    ['near, by host', [DB], { affinity: near(term('db')) }, ['ok', NEAR, NEAR, NEAR]],
    ['near, by zone', [DB], { affinity: near(term('db', ZONE)) }, ['ok', 'ok', NEAR, NEAR]],
    ['near nobody', [], { affinity: near(term('db')) }, [NEAR, NEAR, NEAR, NEAR]],
    ['the first of its own kind', [], { labels: { app: 'db' }, affinity: near(term('db', ZONE)) }, ['ok', 'ok', 'ok', NEAR]],
    ['the second of its own kind', [DB], { labels: { app: 'db' }, affinity: near(term('db', ZONE)) }, ['ok', 'ok', NEAR, NEAR]],
    [
      'one pod must meet all terms',
      [DB, { labels: { app: 'web' }, node: 'a2' }],
      { affinity: near(term('db', ZONE), term('web', ZONE)) },
      [NEAR, NEAR, NEAR, NEAR],
    ],
    ['away, by host', [DB], { affinity: away(term('db')) }, [AWAY, 'ok', 'ok', 'ok']],
    ['away, by zone', [DB], { affinity: away(term('db', ZONE)) }, [AWAY, AWAY, 'ok', 'ok']],
    [
      'away of those in another namespace',
      [{ ...DB, namespace: 'shop' }],
      { affinity: away(term('db')) },
      ['ok', 'ok', 'ok', 'ok'],
    ],
    [
      'by namespace name',
      [{ ...DB, namespace: 'shop' }],
      { affinity: away(term('db', HOST, { namespaces: ['shop'] })) },
      [AWAY, 'ok', 'ok', 'ok'],
    ],
    [
      'by namespace label',
      [
        { ...DB, namespace: 'shop' },
        { labels: { app: 'db' }, node: 'b1' },
      ],
      { affinity: away(term('db', HOST, { namespaceSelector: { matchLabels: { team: 'shop' } } })) },
      [AWAY, 'ok', 'ok', 'ok'],
    ],
    [
      'every namespace',
      [{ ...DB, namespace: 'shop' }],
      { affinity: away(term('db', HOST, { namespaceSelector: {} })) },
      [AWAY, 'ok', 'ok', 'ok'],
    ],
    ['a term without selector selects nobody', [DB], { affinity: away({ topologyKey: HOST }) }, ['ok', 'ok', 'ok', 'ok']],
    [
      'others do not want it',
      [{ ...DB, affinity: away(term('web', ZONE)) }],
      { labels: { app: 'web' } },
      [OTHERS, OTHERS, 'ok', 'ok'],
    ],
    [
      'others mean somebody else',
      [{ ...DB, affinity: away(term('web', ZONE)) }],
      { labels: { app: 'api' } },
      ['ok', 'ok', 'ok', 'ok'],
    ],
  ])('%s', (_, pods, pod, [a1, a2, b1, lone]) => {
    expect(ask(interPodAffinity, makePod(pod), with_(...pods))).toEqual({ a1, a2, b1, lone })
  })
})

test('preferred terms weigh per pod in the zone; the unwanted weigh against', () => {
  const snapshot = with_(DB, { labels: { app: 'db' }, node: 'a2' }, { labels: { app: 'noisy' }, node: 'b1' })
  const pod = makePod({
    affinity: {
      podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 10, podAffinityTerm: term('db', ZONE) }] },
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 20, podAffinityTerm: term('noisy', ZONE) }],
      },
    },
  })
  expect(scoreOf(interPodAffinity, pod, snapshot)).toEqual({ a1: 100, a2: 100, lone: 50, b1: 0 })
})
