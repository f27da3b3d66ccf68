import { expect, test } from 'vitest'
import type { UnplacedPod } from '#server/inventory/system-pods.ts'
import { unplacedFindings } from './unplaced-findings.ts'

const pod = (name: string, more: Partial<UnplacedPod> = {}): UnplacedPod => ({
  supervisorId: 's1',
  namespace: 'shop',
  name,
  createdAt: '2026-03-01T12:00:00Z',
  reason: '0/8 nodes are available: 8 Insufficient cpu.',
  ...more,
})

test('a pod without an owner stands for itself', () => {
  expect(unplacedFindings([pod('a'), pod('b')])).toEqual([
    { target: { kind: 'Pod', id: 's1/shop/a', name: 'shop/a' }, message: '0/8 nodes are available: 8 Insufficient cpu.' },
    { target: { kind: 'Pod', id: 's1/shop/b', name: 'shop/b' }, message: '0/8 nodes are available: 8 Insufficient cpu.' },
  ])
})

test('of the pods of one owner the one that has waited longest stands for all, in whatever order they come', () => {
  const pods = [
    pod('web-2', { ownerUid: 'u1', createdAt: '2026-03-01T12:00:05Z' }),
    pod('web-1', { ownerUid: 'u1', reason: '0/8 nodes are available' }),
    pod('web-3', { ownerUid: 'u1', createdAt: '2026-03-01T12:00:05Z' }),
  ]
  const expected = [
    {
      target: { kind: 'Pod', id: 's1/shop/web-1', name: 'shop/web-1' },
      message: '0/8 nodes are available. 2 more pods of the same owner wait too.',
    },
  ]
  expect(unplacedFindings(pods)).toEqual(expected)
  expect(unplacedFindings(pods.toReversed())).toEqual(expected)
})
