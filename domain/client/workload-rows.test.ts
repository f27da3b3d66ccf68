import { expect, test } from 'vitest'
import type { Pod } from '#domain/kube/pod.ts'
import { PLACEMENT_ANNOTATION, type PlacementNote } from '#domain/placement.ts'
import { podDetail, podRow } from './workload-rows.ts'

const now = new Date('2026-01-01T12:00:00Z')
const pod: Pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'web',
    namespace: 'team-a',
    uid: 'u1',
    resourceVersion: '9',
    managedFields: [{ manager: 'kubectl' }],
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-1', uid: 'r1', controller: true }],
  },
  spec: { nodeName: 'esx-01', containers: [{ name: 'web', image: 'nginx', resources: { requests: { cpu: '100m' } } }] },
  status: {
    phase: 'Running',
    podIP: '10.244.0.5',
    containerStatuses: [
      {
        name: 'web',
        ready: true,
        restartCount: 0,
        image: 'nginx',
        imageID: '',
        state: { running: { startedAt: '2026-01-01T11:00:00Z' } },
      },
    ],
  },
}
const note: PlacementNote = {
  host: null,
  summary: '0/1 nodes are available',
  everywhere: ['limit reached'],
  reasons: [],
  fixes: [{ kind: 'add-host' }],
}
const waiting = (annotation: string): Pod => ({
  ...pod,
  metadata: { ...pod.metadata, annotations: { [PLACEMENT_ANNOTATION]: annotation } },
  spec: { containers: pod.spec.containers },
  status: { phase: 'Pending' },
})

test('a row says what kubectl says', () => {
  expect(podRow(pod, { now, mayDelete: true })).toMatchObject({
    id: 'u1',
    version: '9',
    status: 'Running',
    ready: '1/1',
    restarts: '0',
    hostName: 'esx-01',
    owner: 'ReplicaSet/web-1',
  })
})

test('the page has the containers with their state, and the object without bookkeeping', () => {
  const detail = podDetail(pod, 's1', { now, mayDelete: true })
  expect(detail.containers).toEqual([
    expect.objectContaining({
      name: 'web',
      state: 'Running',
      ready: true,
      requests: 'cpu 100m',
      startedAt: '2026-01-01T11:00:00Z',
    }),
  ])
  expect(detail.object.metadata).not.toHaveProperty('managedFields')
})

test('why it waits comes from the note the scheduler left', () => {
  expect(podDetail(waiting(JSON.stringify(note)), 's1', { now, mayDelete: true }).placement).toEqual({
    summary: '0/1 nodes are available',
    reasons: [{ reason: 'limit reached', count: 0, hosts: [] }],
    fixes: [{ kind: 'add-host' }],
  })
})

test.each(['not json', JSON.stringify({ host: 'esx-01', feasible: 1, candidates: [] })])(
  'a note that says nothing is left out: %s',
  (text) => {
    expect(podDetail(waiting(text), 's1', { now, mayDelete: true })).not.toHaveProperty('placement')
  },
)
