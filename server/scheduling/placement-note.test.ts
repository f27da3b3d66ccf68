import { expect, test } from 'vitest'
import { makeNode } from '#domain/testing/make-node.ts'
import { makePod } from '#domain/testing/make-pod.ts'
import { placementNote } from './placement-note.ts'
import { schedule } from './schedule.ts'
import { Snapshot } from './snapshot.ts'

test('a refusal stays small on 5,000 hosts and counts every reason', () => {
  const nodes = Array.from({ length: 5000 }, (_, i) =>
    makeNode({
      name: `esx-${String(i).padStart(4, '0')}`,
      unschedulable: i % 2 === 0,
      ...(i < 10 ? { cpu: '500m' } : { cpu: '0' }),
    }),
  )
  const note = placementNote(schedule(makePod(), Snapshot.of({ nodes })))
  expect(note).toMatchObject({
    host: null,
    summary: '0/5000 nodes are available: 2500 Insufficient cpu, 2500 node(s) were unschedulable.',
    reasons: [
      { reason: 'Insufficient cpu', count: 5000 },
      { reason: 'node(s) were unschedulable', count: 2500 },
    ],
  })
  expect(JSON.stringify(note).length).toBeLessThan(2000)
})

test('a placement keeps the chosen host and its alternatives', () => {
  const snapshot = Snapshot.of({ nodes: [makeNode(), makeNode({ name: 'esx-02' })] })
  const note = placementNote(schedule(makePod(), snapshot))
  expect(note).toMatchObject({ host: 'esx-01', feasible: 2, candidates: [{ host: 'esx-01' }, { host: 'esx-02' }] })
})

test('a limit of the namespace is the whole reason', () => {
  const namespaces = { default: { limits: { cpu: 100 } } }
  const note = placementNote(schedule(makePod(), Snapshot.of({ nodes: [makeNode()], namespaces })))
  expect(note).toMatchObject({ host: null, reasons: [], everywhere: [expect.stringContaining('namespace limit reached')] })
})
