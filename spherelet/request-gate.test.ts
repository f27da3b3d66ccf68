import { expect, test } from 'vitest'
import { RequestGate } from './request-gate.ts'

test('sixteen at once, and then statuses before events', async () => {
  const gate = new RequestGate()
  const order: string[] = []
  let open: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    open = resolve
  })
  const first = Array.from({ length: 16 }, () => gate.run('event', () => held))
  const event = gate.run('event', async () => order.push('event'))
  const status = gate.run('status', async () => order.push('status'))
  expect(order).toEqual([])
  open()
  await Promise.all([...first, event, status])
  expect(order).toEqual(['status', 'event'])
})

test('an error is the caller’s, and its turn goes to the next', async () => {
  const gate = new RequestGate()
  const failing = Array.from({ length: 40 }, () =>
    gate.run('status', async () => {
      throw new Error('no')
    }),
  )
  const results = await Promise.allSettled(failing)
  expect(results.every(({ status }) => status === 'rejected')).toBe(true)
  expect(await gate.run('event', async () => 'yes')).toBe('yes')
})
