import { expect, test } from 'vitest'
import type { Pod } from '#domain/kube/pod.ts'
import { makePod, type PodOptions } from '#domain/testing/make-pod.ts'
import { PodIntake } from './pod-intake.ts'
import type { PodHandle } from './runtimes/runtime.ts'

/** An intake of a host with 16 cores whose Node has `labels`; what it took, in order, and a way to fail. */
const intake = (labels: Record<string, string> = {}) => {
  const taken: string[] = []
  const waiting: (() => Promise<void>)[] = []
  const api = { fails: false, asked: 0 }
  const of = new PodIntake({
    name: 'esx-01',
    allocatable: () => ({ cpu: 16_000, memory: 64 * 1024 ** 3, pods: 110 }),
    readLabels: async () => {
      api.asked += 1
      if (api.fails) throw new Error('nobody answers')
      return labels
    },
    take: ({ metadata }, rejection) => taken.push(`${metadata.uid}: ${rejection?.reason ?? 'taken'}`),
    later: (run) => waiting.push(run),
  })
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  return { of, taken, waiting, api, settle }
}
const pod = (uid: string, more: PodOptions = {}) => makePod({ uid, requests: { cpu: '15', memory: '1Gi' }, ...more })
const choosy = (uid: string): Pod => pod(uid, { nodeSelector: { disk: 'fast' } })

test('a pod that suits the labels known is taken at once, without a question', () => {
  const { of, taken, api } = intake()
  of.offer(pod('a'))
  of.offer(pod('b'))
  expect([taken, api.asked]).toEqual([['a: taken', 'b: OutOfcpu'], 0])
})

test('labels that can not be read are asked for again, and only then it is decided', async () => {
  const { of, taken, waiting, api, settle } = intake({ disk: 'fast' })
  api.fails = true
  of.offer(choosy('a'))
  await settle()
  expect([taken, waiting.length]).toEqual([[], 1])
  api.fails = false
  await waiting[0]?.()
  expect(taken).toEqual(['a: taken'])
})

test('a pod that goes while it is asked for is not taken', async () => {
  const { of, taken, settle } = intake({ disk: 'fast' })
  of.offer(choosy('a'))
  of.left('a')
  of.offer(choosy('b'))
  of.synced(new Set(['c']))
  await settle()
  expect(taken).toEqual([])
})

test('it is asked once for a pod that changes meanwhile', async () => {
  const { of, taken, api, settle } = intake({ disk: 'fast' })
  of.offer(choosy('a'))
  of.offer(choosy('a'))
  await settle()
  expect([taken, api.asked]).toEqual([['a: taken'], 1])
})

const ending = (of: Pod): Pod => ({ ...of, metadata: { ...of.metadata, deletionTimestamp: '2026-11-23T08:00:00Z' } })

test('a pod that ends before it began takes no room', () => {
  const { of, taken } = intake()
  of.offer(ending(pod('a')))
  of.offer(pod('b', { phase: 'Failed' }))
  of.offer(pod('c'))
  expect(taken).toEqual(['a: taken', 'b: taken', 'c: taken'])
})

test('who comes for the room of a pod that is leaving waits for it, and is rejected only if it is not enough', () => {
  const { of, taken } = intake()
  of.offer(pod('a'))
  of.leaves('a')
  of.offer(pod('b'))
  of.offer(pod('c'))
  expect(taken).toEqual(['a: taken'])
  of.left('a')
  expect(taken).toEqual(['a: taken', 'b: taken', 'c: OutOfcpu'])
})

test('who goes while it waits for room is not taken', () => {
  const { of, taken } = intake()
  of.offer(pod('a'))
  of.leaves('a')
  of.offer(pod('b'))
  of.left('b')
  of.offer(pod('c'))
  of.synced(new Set(['d']))
  of.left('a')
  expect(taken).toEqual(['a: taken'])
})

test('a pod that is deleted while it waits is taken once, to be ended', async () => {
  const { of, taken, settle } = intake({ disk: 'fast' })
  of.offer(pod('a'))
  of.leaves('a')
  of.offer(pod('b'))
  of.offer(ending(pod('b')))
  of.offer(choosy('c'))
  of.offer(ending(choosy('c')))
  of.left('a')
  await settle()
  expect(taken).toEqual(['a: taken', 'b: taken', 'c: taken'])
})

test('while others are leaving still, who does not fit waits on', () => {
  const { of, taken } = intake()
  of.offer(pod('a', { requests: { cpu: '8' } }))
  of.offer(pod('b', { requests: { cpu: '8' } }))
  of.leaves('a')
  of.leaves('b')
  of.offer(pod('c'))
  of.left('a')
  expect(taken).toEqual(['a: taken', 'b: taken'])
  of.left('b')
  expect(taken).toEqual(['a: taken', 'b: taken', 'c: taken'])
})

test('a pod that the runtime still has holds its part before anybody has told of it', () => {
  const { of, taken } = intake()
  const spec = { uid: 'a', namespace: 'n', name: 'a', cpuMillis: 15_000, memoryBytes: 1024 ** 3 }
  of.survived({ uid: 'a', spec } as PodHandle)
  of.offer(pod('b'))
  expect(taken).toEqual(['b: OutOfcpu'])
})
