import { expect, test } from 'vitest'
import { makePod } from '../testing/make-pod.ts'
import { DELETION_COST_ANNOTATION, podsToDelete } from './deletion-order.ts'
import type { Pod, PodPhase } from './pod.ts'

const now = new Date('2026-11-23T12:00:00Z')

interface Given {
  node?: string
  phase?: PodPhase
  readySince?: string
  created?: string
  restarts?: number
  cost?: string
}
const pod = (name: string, { node = 'esx-01', phase = 'Running', readySince, created, restarts = 0, cost }: Given = {}): Pod => {
  const made = makePod({ name, phase, ...(node ? { node } : {}) })
  return {
    ...made,
    metadata: {
      ...made.metadata,
      creationTimestamp: created ?? '2026-11-20T12:00:00Z',
      ...(cost ? { annotations: { [DELETION_COST_ANNOTATION]: cost } } : {}),
    },
    status: {
      ...made.status,
      ...(readySince ? { conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: readySince }] } : {}),
      containerStatuses: [{ name: 'main', ready: Boolean(readySince), restartCount: restarts, image: 'i', imageID: '' }],
    },
  }
}
const READY = { readySince: '2026-11-20T12:00:00Z' }

test.each([
  { name: 'no host before a host', first: pod('b', { node: '', phase: 'Pending' }), later: pod('a', { phase: 'Pending' }) },
  { name: 'pending before running', first: pod('b', { phase: 'Pending' }), later: pod('a') },
  { name: 'not ready before ready', first: pod('b'), later: pod('a', READY) },
  { name: 'cheap before dear', first: pod('b', { ...READY, cost: '-5' }), later: pod('a', READY) },
  {
    name: 'ready for an hour before ready for days',
    first: pod('b', { readySince: '2026-11-23T11:00:00Z' }),
    later: pod('a', READY),
  },
  { name: 'restarted before steady', first: pod('b', { ...READY, restarts: 3 }), later: pod('a', READY) },
  { name: 'young before old', first: pod('b', { ...READY, created: '2026-11-23T11:59:00Z' }), later: pod('a', READY) },
  { name: 'one of equals, always the same', first: pod('a', READY), later: pod('b', READY) },
])('$name', ({ first, later }) => {
  for (const pods of [
    [first, later],
    [later, first],
  ])
    expect(podsToDelete(pods, pods, 1, now)).toEqual([first])
})

test('a crowded host gives first, counting the pods of the whole family', () => {
  const [here, there] = [pod('b', { ...READY, node: 'esx-02' }), pod('a', READY)]
  const sibling = pod('c', { ...READY, node: 'esx-02' })
  expect(podsToDelete([there, here], [there, here, sibling], 1, now)).toEqual([here])
})

test('all when that many are asked for, none when none are', () => {
  const pods = [pod('a'), pod('b')]
  expect(podsToDelete(pods, pods, 5, now)).toHaveLength(2)
  expect(podsToDelete(pods, pods, 0, now)).toEqual([])
})
