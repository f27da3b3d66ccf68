import { expect, test } from 'vitest'
import type { Container } from '#domain/kube/pod.ts'
import { fakeClock } from '#domain/testing/fake-clock.ts'
import { PodImages } from './pod-images.ts'
import { ImageError } from './runtimes/runtime.ts'
import { imageKey } from './seen-pod.ts'

/** Images over a host that has `present`, and a registry that has all but `missing`. */
const images = (present: string[] = []) => {
  const events: string[] = []
  const pulled: string[] = []
  const of = new PodImages({
    clock: fakeClock(),
    runtime: {
      hasImage: (name) => (present.includes(name) ? { id: `id-${name}`, sizeBytes: 1 } : undefined),
      pullImage: async (name) => {
        pulled.push(name)
        if (name === 'missing') throw new ImageError('ErrImagePull', 'not found')
        return { id: `id-${name}`, sizeBytes: 1, tookMs: 1 }
      },
    },
    event: (...event) => events.push(event.join(' ')),
  })
  return { of, events, pulled }
}
const container = (imagePullPolicy: Container['imagePullPolicy'], image = 'web'): Container =>
  ({ name: 'app', image, imagePullPolicy }) as Container

test('Never does not pull, and says so as kubelet does', async () => {
  const { of, events, pulled } = images()
  const never = container('Never')
  await of.fetch(never, false)
  expect(of.seen[imageKey(never)]).toMatchObject({
    state: 'failed',
    reason: 'ErrImageNeverPull',
    message: 'Container image "web" is not present with pull policy of Never',
  })
  expect(events).toEqual([
    'Warning ErrImageNeverPull Container image "web" is not present with pull policy of Never',
    'Warning Failed Error: ErrImageNeverPull',
  ])
  expect(pulled).toEqual([])
})

test('Never runs what is there', async () => {
  const { of, pulled } = images(['web'])
  await of.fetch(container('Never'), false)
  expect(of.seen[imageKey(container('Never'))]).toEqual({ state: 'present', id: 'id-web' })
  expect(pulled).toEqual([])
})

test('a container that may not pull does not keep another from pulling the same image', async () => {
  const { of, pulled } = images()
  await of.fetch(container('Never'), false)
  await of.fetch(container('IfNotPresent'), false)
  expect(of.seen[imageKey(container('IfNotPresent'))]).toMatchObject({ state: 'present' })
  expect(pulled).toEqual(['web'])
})

test('an image that is there is pulled again only when somebody wants it fresh', async () => {
  const { of, pulled } = images(['web'])
  await of.fetch(container('IfNotPresent'), false)
  await of.fetch(container('Always'), true)
  expect(pulled).toEqual(['web'])
})

test('each failure in a row waits longer', async () => {
  const { of } = images()
  const pauses: number[] = []
  for (let times = 0; times < 7; times++) {
    await of.fetch(container('IfNotPresent', 'missing'), false)
    const seen = of.seen.missing
    if (seen?.state === 'failed') pauses.push((seen.retryAt - fakeClock().now().getTime()) / 1000)
  }
  expect(pauses).toEqual([10, 20, 40, 80, 160, 300, 300])
})
