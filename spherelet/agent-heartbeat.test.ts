import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { StatusError } from '#domain/errors.ts'
import { fakeClock } from '#domain/testing/fake-clock.ts'
import { Agent, type AgentOptions } from './agent.ts'
import { RequestGate } from './request-gate.ts'
import { hostFacts } from './testing/host-facts.ts'

const { hardware } = hostFacts()
const facts = hostFacts({ hardware: { ...hardware, name: 'esx-01.lab' } })

/** Lets everything that waits for nothing but promises happen. */
const settled = async () => {
  for (let turns = 0; turns < 5; turns++) await turn()
}

/** An agent whose API answers at once, or is away; `pass` lets seconds go by. */
const start = async () => {
  const clock = fakeClock()
  const sent: string[] = []
  const api = { isAway: false, ready: 'True' }
  const client = {
    send: async (method: string, path: string) => {
      if (api.isAway) throw new StatusError('ServiceUnavailable', 'away')
      sent.push(`${method} ${path.split('/').slice(-2).join('/')}`)
      if (path.endsWith('/status')) api.ready = 'True'
      return { metadata: {}, status: { conditions: [{ type: 'Ready', status: api.ready }] } }
    },
  } as unknown as AgentOptions['client']
  const runtime = { reattach: async () => [] } as unknown as AgentOptions['runtime']
  const agent = new Agent({
    client,
    apiPath: '',
    clock,
    runtime,
    facts,
    gate: new RequestGate(),
    alive: () => true,
    log: () => undefined,
  })
  await agent.start()
  const pass = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      clock.advance(1000)
      await settled()
    }
  }
  return { agent, api, pass, take: () => sent.splice(0) }
}

const POSTED = 'PATCH esx-01.lab/status'

test('registers the node, and from then on renews its Lease and looks after its Node', async () => {
  const { agent, take, pass } = await start()
  expect(take()).toEqual(['POST v1/nodes', 'POST kube-node-lease/leases'])
  await pass(60)
  const asked = take()
  expect(asked.filter((each) => each === 'PATCH leases/esx-01.lab').length).toBeGreaterThanOrEqual(5)
  expect(asked).not.toContain(POSTED)
  agent.stop()
})

test('a host that was written off while the API was away says that it is well, once', async () => {
  const { agent, api, take, pass } = await start()
  api.isAway = true
  await pass(60)
  Object.assign(api, { isAway: false, ready: 'Unknown' })
  take()
  await pass(60)
  expect(take().filter((each) => each === POSTED)).toHaveLength(1)
  agent.stop()
})
