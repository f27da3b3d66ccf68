import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { StatusError } from '#domain/errors.ts'
import { fakeClock } from '#domain/testing/fake-clock.ts'
import type { Inventory } from './inventory/inventory.ts'
import { createKnownApis } from './known-apis.ts'
import { openPlane, type TestPlane } from './testing/open-plane.ts'

const WAIT = { timeout: 30_000, interval: 20 }
const SECOND = { api: 'supervisor:sup-2', basePath: '/supervisors/second' }
const FIRST = { api: 'supervisor:sup-1', basePath: '/supervisors/first' }

let opened: TestPlane
beforeEach(async () => {
  opened = await openPlane()
})
afterEach(() => opened.close())

test('Supervisors come and go, the oldest first', async () => {
  const { plane, addSupervisor, removeSupervisor } = opened
  const known = await createKnownApis(plane.inventory, plane.clock)
  expect(await known.list()).toEqual([])
  await addSupervisor('sup-2', 'second', new Date('2026-02-02'))
  await vi.waitFor(async () => expect(await known.list()).toEqual([SECOND]), WAIT)
  await addSupervisor('sup-1', 'first', new Date('2026-01-01'))
  await vi.waitFor(async () => expect(await known.list()).toEqual([FIRST, SECOND]), WAIT)
  await removeSupervisor('sup-1')
  await vi.waitFor(async () => expect(await known.list()).toEqual([SECOND]), WAIT)
  known.close()
})

test('one that comes while following begins is not missed', async () => {
  const { plane, addSupervisor } = opened
  const inventory: Inventory = {
    ...plane.inventory,
    follow: async (options) => {
      await addSupervisor('sup-1', 'first')
      return plane.inventory.follow({ ...options, after: await plane.inventory.revision() })
    },
  }
  const known = await createKnownApis(inventory, plane.clock)
  expect(await known.list()).toEqual([FIRST])
  known.close()
})

test('while the database is away the last answer stays good, and it is asked again each second', async () => {
  const { plane, addSupervisor } = opened
  await addSupervisor('sup-1', 'first')
  const clock = fakeClock()
  let isAway = false
  let told: Parameters<Inventory['follow']>[0]['onChanges'] = () => undefined
  const inventory: Inventory = {
    ...plane.inventory,
    as: (user) => {
      const door = plane.inventory.as(user)
      const supervisors = async () => {
        if (isAway) throw new StatusError('ServiceUnavailable', 'away')
        return door.supervisors()
      }
      return { ...door, supervisors }
    },
    follow: (options) => {
      told = options.onChanges
      return plane.inventory.follow({ ...options, onChanges: () => undefined })
    },
  }
  const known = await createKnownApis(inventory, clock)
  expect(await known.list()).toEqual([FIRST])
  isAway = true
  await addSupervisor('sup-2', 'second')
  told([])
  expect(await known.list()).toEqual([FIRST])
  isAway = false
  clock.advance(1000)
  expect(await known.list()).toEqual([FIRST, SECOND])
  known.close()
})
