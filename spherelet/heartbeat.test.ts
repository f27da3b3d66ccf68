import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { StatusError } from '#domain/errors.ts'
import { fakeClock } from '#domain/testing/fake-clock.ts'
import { startHeartbeat } from './heartbeat.ts'

type Speaker = ReturnType<Parameters<typeof startHeartbeat>[0]>[number]

/** The hosts of one process, by id and key, over an API that refuses some; `sent` is who said what of whom. */
const start = (hosts: [id: string, key: string][], refuse: (id: string) => StatusError | undefined = () => undefined) => {
  const clock = fakeClock()
  const sent: string[] = []
  const logged: string[] = []
  const speakers = hosts.map(([hostId, key]) => ({
    hostId,
    identity: { key },
    client: {
      send: async (_method: string, _path: string, body: { hosts: string[]; usage: { hostId: string }[] }) => {
        sent.push(`${hostId}: ${body.hosts.join(' ')}`)
        expect(body.usage.map((sample) => sample.hostId)).toEqual(body.hosts)
        const refusal = refuse(hostId)
        if (refusal) throw refusal
      },
    },
    usage: () => ({ hostId, cpuMhz: 1, memoryBytes: 1 }),
  })) as unknown as Speaker[]
  const stop = startHeartbeat(
    () => speakers,
    clock,
    (message) => logged.push(message),
  )
  const pass = async (seconds: number) => {
    clock.advance(seconds * 1000)
    for (let turns = 0; turns < 10; turns++) await turn()
  }
  return { pass, stop, logged, take: () => sent.splice(0) }
}

test('one heartbeat speaks for all hosts that share a key, every ten seconds', async () => {
  const { pass, stop, take } = start([
    ['host-1', 'old'],
    ['host-2', 'new'],
    ['host-3', 'old'],
  ])
  await pass(9)
  expect(take()).toEqual([])
  for (let times = 0; times < 2; times++) {
    await pass(10)
    expect(take()).toEqual(['host-1: host-1 host-3', 'host-2: host-2'])
  }
  stop()
  await pass(20)
  expect(take()).toEqual([])
})

test('a host that was removed does not silence the others', async () => {
  const gone = (id: string) =>
    id === 'host-1' ? new StatusError('Unauthorized', `Host ${id} is not in the inventory`) : undefined
  const { pass, stop, take, logged } = start(
    ['host-1', 'host-2', 'host-3'].map((id) => [id, 'same']),
    gone,
  )
  await pass(10)
  expect(take()).toEqual(['host-1: host-1 host-2 host-3', 'host-2: host-2 host-3'])
  expect(logged).toEqual(['heartbeat: Host host-1 is not in the inventory'])
  stop()
})

test('while the API is away, nobody asks twice', async () => {
  const { pass, stop, take } = start(
    ['host-1', 'host-2'].map((id) => [id, 'same']),
    () => new StatusError('ServiceUnavailable', 'away'),
  )
  await pass(10)
  expect(take()).toEqual(['host-1: host-1 host-2'])
  await pass(10)
  expect(take()).toHaveLength(1)
  stop()
})
