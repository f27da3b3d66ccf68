import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makePod, type PodOptions } from '#domain/testing/make-pod.ts'
import { Admission, type HostOffer } from './admission.ts'

const GIB = 1024 ** 3
const host = (more: Partial<HostOffer> = {}): HostOffer => ({
  name: 'esx-01',
  labels: { zone: 'a' },
  allocatable: { cpu: 16_000, memory: 64 * GIB, pods: 110 },
  ...more,
})
const pod = (uid: string, more: PodOptions = {}) => makePod({ uid, requests: { cpu: '15', memory: '1Gi' }, ...more })

test('what fits is taken, and what does not says what was asked, used and there, as kubelet does', () => {
  const admission = new Admission()
  expect(admission.admit(pod('a'), host())).toBeUndefined()
  expect(admission.admit(pod('b'), host())).toEqual({
    reason: 'OutOfcpu',
    message: "Node didn't have enough resource: cpu, requested: 15000, used: 15000, capacity: 16000",
  })
})

test('who was rejected holds nothing, and who is over makes room', () => {
  const admission = new Admission()
  admission.admit(pod('a'), host())
  admission.admit(pod('b'), host())
  admission.release('a')
  admission.release('a')
  expect(admission.admit(pod('c'), host())).toBeUndefined()
})

test.each<[string, PodOptions, Partial<HostOffer>, string]>([
  ['memory, the overhead of its VM included', { requests: { cpu: '1', memory: '64Gi' } }, {}, 'OutOfmemory'],
  ['places', {}, { allocatable: { cpu: 16_000, memory: 64 * GIB, pods: 0 } }, 'OutOfpods'],
  ['disk, of which it says nothing', { requests: { 'ephemeral-storage': '1Gi' } }, {}, 'OutOfephemeral-storage'],
  ['its choice of hosts', { nodeSelector: { zone: 'b' } }, {}, 'NodeAffinity'],
])('a pod is rejected for %s', (_, wanted, offered, reason) => {
  expect(new Admission().admit(pod('a', wanted), host(offered))?.reason).toBe(reason)
})

test('devices that the host does not know do not matter to it, as in kubelet', () => {
  expect(new Admission().admit(pod('a', { requests: { cpu: '1', 'example.com/gpu': '1' } }), host())).toBeUndefined()
})

test('a pod that was taken before holds its part though the host has shrunk, and nobody else gets it', () => {
  const admission = new Admission()
  admission.hold(pod('a'))
  admission.hold(pod('a'))
  expect(admission.admit(pod('b', { requests: { cpu: '2' } }), host())?.message).toContain('used: 15000')
})

test('whatever comes and goes, the host is never overcommitted', () => {
  const step = fc.record({
    uid: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    cpu: fc.integer({ min: 1, max: 16 }),
    leaves: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const admission = new Admission()
      const held = new Map<string, number>()
      for (const { uid, cpu, leaves } of steps) {
        if (leaves) {
          admission.release(uid)
          held.delete(uid)
        } else if (!held.has(uid) && !admission.admit(pod(uid, { requests: { cpu: String(cpu) } }), host())) held.set(uid, cpu)
        expect([...held.values()].reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(16)
      }
    }),
  )
})
