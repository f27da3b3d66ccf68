import { expect, test } from 'vitest'
import { fakeClock } from '#domain/testing/fake-clock.ts'
import { type HeldLock, startLeadership } from './leadership.ts'

/** One lock in the world, and what became of those who want it. */
const contest = () => {
  const clock = fakeClock()
  let holder: AbortController | undefined
  const told: string[] = []
  const candidate = (name: string, over: { fails?: boolean } = {}) =>
    startLeadership({
      clock,
      log: (message) => told.push(`${name} ${message}`),
      tryLock: async (): Promise<HeldLock | null> => {
        if (holder) return null
        const mine = new AbortController()
        holder = mine
        return {
          lost: mine.signal,
          release: async () => {
            if (holder === mine) holder = undefined
          },
        }
      },
      lead: async () => {
        if (over.fails) throw new Error('no')
        told.push(`${name} leads`)
        return {
          stop: async () => {
            told.push(`${name} stopped`)
          },
        }
      },
    })
  return {
    clock,
    told,
    candidate,
    /** The database has gone: whoever holds the lock hears of it. */
    lose: () => {
      const lost = holder
      holder = undefined
      lost?.abort()
    },
  }
}

/** Lets everything run that needs no time. */
const settle = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve()
}

test('one leads at a time, and the next takes over when it stops', async () => {
  const { clock, told, candidate } = contest()
  const first = candidate('first')
  await settle()
  const second = candidate('second')
  await settle()
  expect(told).toEqual(['first leads'])
  await first.stop()
  clock.advance(1000)
  await settle()
  expect(told).toEqual(['first leads', 'first stopped', 'second leads'])
  await second.stop()
  expect(told.at(-1)).toBe('second stopped')
})

test('who loses the lock stops, and tries again', async () => {
  const { told, candidate, lose } = contest()
  const only = candidate('only')
  await settle()
  lose()
  await settle()
  expect(told).toEqual(['only leads', 'only stopped', 'only leads'])
  await only.stop()
})

test('who can not lead gives the lock back', async () => {
  const { told, candidate, clock } = contest()
  const unable = candidate('unable', { fails: true })
  await settle()
  expect(told).toEqual(['unable leadership: could not lead'])
  const able = candidate('able')
  await settle()
  expect(told).toContain('able leads')
  clock.advance(5000)
  await settle()
  expect(told).toEqual(['unable leadership: could not lead', 'able leads'])
  await unable.stop()
  await able.stop()
})

test('waiting for the lock for a long time leaves nothing behind', async () => {
  const { clock, candidate } = contest()
  const first = candidate('first')
  await settle()
  const second = candidate('second')
  for (let i = 0; i < 1000; i++) {
    clock.advance(1000)
    await settle()
  }
  expect(clock.waiting).toBe(1)
  await second.stop()
  await first.stop()
  expect(clock.waiting).toBe(0)
})
