import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configMap, openDoor, podOf, refusal, type TestDoor } from './testing/open-door.ts'

let door: TestDoor
beforeAll(async () => {
  door = await openDoor()
})
afterAll(() => door.close())

describe('delete', () => {
  test('removes at once what nothing holds', async () => {
    await door.alice.create('configmaps', configMap('gone'))
    expect(await door.alice.delete('configmaps', { namespace: 'lab', name: 'gone' })).toBeUndefined()
    expect(await refusal(door.alice.delete('configmaps', { namespace: 'lab', name: 'gone' }))).toMatchObject({ code: 404 })
  })

  test('waits for finalizers, and the patch that takes the last one removes', async () => {
    const made = await door.alice.create('configmaps', configMap('fin', {}, { finalizers: ['x.io/f'] }))
    const ref = { namespace: 'lab', name: 'fin' }
    const marked = await door.alice.delete('configmaps', ref)
    expect(marked?.metadata).toMatchObject({
      deletionTimestamp: '2026-11-23T08:00:00Z',
      deletionGracePeriodSeconds: 0,
      finalizers: ['x.io/f'],
    })
    expect(marked?.metadata.resourceVersion).not.toBe(made.metadata.resourceVersion)
    const last = await door.alice.patch('configmaps', ref, { type: 'merge', body: { metadata: { finalizers: null } } })
    expect(last.metadata.resourceVersion).toBe(marked?.metadata.resourceVersion)
    expect((await refusal(door.alice.get('configmaps', ref))).code).toBe(404)
  })

  test('gives a bound pod its grace, which may be shortened, and goes with grace 0', async () => {
    await door.alice.create('pods', podOf('bound'))
    const ref = { namespace: 'lab', name: 'bound' }
    await door.alice.bind(ref, 'esx-01')
    const first = await door.alice.delete('pods', ref)
    expect(first?.metadata).toMatchObject({
      deletionTimestamp: '2026-11-23T08:00:30Z',
      deletionGracePeriodSeconds: 30,
      generation: 3,
    })
    const again = await door.alice.delete('pods', ref)
    expect(again?.metadata.resourceVersion).toBe(first?.metadata.resourceVersion)
    const shorter = await door.alice.delete('pods', ref, { gracePeriodSeconds: 5 })
    expect(shorter?.metadata).toMatchObject({ deletionTimestamp: '2026-11-23T08:00:05Z', deletionGracePeriodSeconds: 5 })
    expect(await door.alice.delete('pods', ref, { gracePeriodSeconds: 0 })).toBeUndefined()
  })

  test('checks preconditions', async () => {
    await door.alice.create('configmaps', configMap('pre'))
    const promise = door.alice.delete('configmaps', { namespace: 'lab', name: 'pre' }, { preconditions: { uid: 'abc' } })
    expect(await refusal(promise)).toMatchObject({
      code: 409,
      message: expect.stringMatching(
        /^Operation cannot be fulfilled on ConfigMap "pre": the UID in the precondition \(abc\) does not match the UID in record/,
      ),
    })
  })

  test('leaves dependents to the garbage collector as asked', async () => {
    await door.alice.create('configmaps', configMap('fg'))
    const marked = await door.alice.delete('configmaps', { namespace: 'lab', name: 'fg' }, { propagationPolicy: 'Foreground' })
    expect(marked?.metadata.finalizers).toEqual(['foregroundDeletion'])
  })

  test('deletes what a selector selects', async () => {
    for (const name of ['c1', 'c2', 'c3'])
      await door.alice.create('configmaps', configMap(name, {}, { labels: { set: name === 'c3' ? 'b' : 'a' } }))
    const deleted = await door.alice.deleteCollection('configmaps', { namespace: 'lab', labelSelector: 'set=a' })
    expect(deleted.map(({ metadata }) => metadata.name).sort()).toEqual(['c1', 'c2'])
    expect((await door.alice.list('configmaps', { namespace: 'lab', labelSelector: 'set' })).items).toHaveLength(1)
  })
})

describe('binding and eviction', () => {
  test('binds once', async () => {
    await door.alice.create('pods', podOf('b1'))
    const ref = { namespace: 'lab', name: 'b1' }
    await door.alice.bind(ref, 'esx-01')
    const pod = await door.alice.get('pods', ref)
    expect(pod.spec.nodeName).toBe('esx-01')
    expect(pod.status.conditions).toMatchObject([{ type: 'PodScheduled', status: 'True' }])
    expect(await refusal(door.alice.bind(ref, 'esx-02'))).toMatchObject({
      code: 409,
      message: 'Operation cannot be fulfilled on pods/binding "b1": pod b1 is already assigned to node "esx-01"',
    })
    expect((await door.alice.list('pods', { fieldSelector: 'spec.nodeName=esx-01,metadata.name=b1' })).items).toHaveLength(1)
  })

  test('evicts an unbound pod at once', async () => {
    await door.alice.create('pods', podOf('e1'))
    await door.alice.evict({ namespace: 'lab', name: 'e1' })
    expect((await refusal(door.alice.get('pods', { namespace: 'lab', name: 'e1' }))).code).toBe(404)
  })
})
