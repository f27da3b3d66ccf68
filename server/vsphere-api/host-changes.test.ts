import { expect, test } from 'vitest'
import { steppedClock } from '#server/auth/testing/stepped-clock.ts'
import type { Inventory, InventoryChangeNotice } from '#server/inventory/inventory.ts'
import { createHostChanges } from './host-changes.ts'

const setUp = () => {
  const clock = steppedClock()
  const followers: Parameters<Inventory['follow']>[0][] = []
  const inventory = {
    revision: async () => '7',
    follow: async (options: Parameters<Inventory['follow']>[0]) => {
      followers.push(options)
      return { close: () => undefined }
    },
  } as unknown as Inventory
  const changes = createHostChanges(inventory, clock)
  const tell = (kind: string, id: string, object: Record<string, unknown> = {}) => {
    const notice: InventoryChangeNotice = { kind, id, operation: 'MODIFIED', revision: '8', object }
    followers.at(-1)?.onChanges([notice])
  }
  /** Waits for host-1 for 30 s; `done` says how it stands after everything due has run. */
  const wait = async (signal = new AbortController().signal) => {
    const change = await changes.next('host-1')
    let ended = false
    const waiting = change.within(30_000, signal).then(() => {
      ended = true
    })
    const done = async () => {
      await Promise.race([waiting, new Promise((resolve) => setImmediate(resolve))])
      return ended
    }
    return { change, done }
  }
  return { clock, changes, followers, tell, wait }
}

test.each([
  ['a change of the host itself', 'Host', 'host-1', {}, true],
  ['a change of another host', 'Host', 'host-2', {}, false],
  ['a virtual machine on the host', 'VirtualMachine', 'vm-3', { hostId: 'host-1' }, true],
  ['a virtual machine elsewhere', 'VirtualMachine', 'vm-3', { hostId: 'host-2' }, false],
])('%s', async (_, kind, id, object, wakes) => {
  const { tell, wait } = setUp()
  const { done } = await wait()
  tell(kind, id, object)
  expect(await done()).toBe(wakes)
})

test('a change before the waiting begins is not missed', async () => {
  const { changes, tell } = setUp()
  const change = await changes.next('host-1')
  tell('Host', 'host-1')
  await change.within(30_000, new AbortController().signal)
  change.forget()
})

test('waiting ends when the time is up, the request is given up, or the log is lost', async () => {
  const { clock, wait, followers } = setUp()
  const first = await wait()
  clock.step(29_999)
  expect(await first.done()).toBe(false)
  clock.step(1)
  expect(await first.done()).toBe(true)

  const abort = new AbortController()
  const second = await wait(abort.signal)
  abort.abort()
  expect(await second.done()).toBe(true)

  const third = await wait()
  followers.at(-1)?.onClose('behind')
  expect(await third.done()).toBe(true)
  await wait()
  expect(followers).toHaveLength(2)
})

test('who has gone is not woken any more', async () => {
  const { tell, wait } = setUp()
  const { change, done } = await wait()
  change.forget()
  tell('Host', 'host-1')
  expect(await done()).toBe(false)
})
