import { expect, test, vi } from 'vitest'
import { fakeClock } from '#domain/testing/fake-clock.ts'
import { keepFollowing } from './keep-following.ts'

const setup = (outcomes: ('ok' | Error)[]) => {
  const clock = fakeClock()
  const lost: (() => void)[] = []
  const closed: number[] = []
  const missed = vi.fn()
  const begin = vi.fn(async (onLost: () => void) => {
    const outcome = outcomes.shift() ?? 'ok'
    if (outcome !== 'ok') throw outcome
    const number = lost.push(onLost)
    return { close: () => void closed.push(number) }
  })
  return { clock, lost, closed, missed, begin }
}

/** Lets promises that are settled run their course. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('a first beginning that fails is told', async () => {
  const { clock, missed, begin } = setup([new Error('away')])
  await expect(keepFollowing({ begin, missed, clock })).rejects.toThrow('away')
})

test('what was lost is begun again until it works, and only then is everything read again', async () => {
  const { clock, lost, closed, missed, begin } = setup(['ok', new Error('away'), new Error('away')])
  const following = await keepFollowing({ begin, missed, clock })
  expect(missed).not.toHaveBeenCalled()
  lost[0]?.()
  await settled()
  clock.advance(1000)
  await settled()
  expect(missed).not.toHaveBeenCalled()
  clock.advance(1000)
  await settled()
  expect(begin).toHaveBeenCalledTimes(4)
  expect(missed).toHaveBeenCalledTimes(1)
  following.close()
  expect(closed).toEqual([2])
})

test('an error that is final ends it', async () => {
  const { clock, lost, missed, begin } = setup(['ok', new Error('you may not')])
  await keepFollowing({ begin, missed, clock, isFinal: (error) => (error as Error).message === 'you may not' })
  lost[0]?.()
  await settled()
  clock.advance(10_000)
  await settled()
  expect(begin).toHaveBeenCalledTimes(2)
  expect(missed).not.toHaveBeenCalled()
})

test('closed while it begins again, it follows no more', async () => {
  const { clock, lost, closed, missed, begin } = setup([])
  const following = await keepFollowing({ begin, missed, clock })
  lost[0]?.()
  following.close()
  await settled()
  expect(closed).toEqual([1, 2])
  expect(missed).not.toHaveBeenCalled()
})
