import { expect, test } from 'vitest'
import { openEventStream } from './event-stream.ts'

const bytes = (length: number) => new Uint8Array(length)

test('what is queued is delivered after the end', async () => {
  const stream = openEventStream()
  stream.write(new TextEncoder().encode('a'))
  stream.end()
  stream.write(new TextEncoder().encode('b'))
  expect(await new Response(stream.body).text()).toBe('a')
})

test('a reader that is too far behind is cut, whatever its first answer was', async () => {
  const stream = openEventStream(100)
  const ends: string[] = []
  stream.onEnd(() => ends.push('ended'))
  stream.writeInitial(bytes(1000))
  stream.write(bytes(100))
  expect(ends).toEqual([])
  stream.write(bytes(1))
  expect(ends).toEqual(['ended'])
  expect((await new Response(stream.body).arrayBuffer()).byteLength).toBe(1101)
})

test('a reader that leaves ends it, once', async () => {
  const stream = openEventStream()
  const ends: string[] = []
  stream.onEnd(() => ends.push('first'))
  await stream.body.cancel()
  stream.end()
  stream.onEnd(() => ends.push('late'))
  expect(ends).toEqual(['first', 'late'])
})
