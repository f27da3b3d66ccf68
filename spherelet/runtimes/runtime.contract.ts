import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Container } from '#domain/kube/pod.ts'
import type { LogLine, PodHandle, RuntimeDriver } from './runtime.ts'

/** Opens a driver over the same storage each time, so that a second one finds what the first left. */
export interface RuntimeUnderTest {
  open(): RuntimeDriver
  cleanUp(): void
}

const container = (name: string, script: string): Container => ({
  name,
  image: 'registry.example/busybox:1',
  command: ['sh', '-c', script],
})

const exitOf = (handle: PodHandle, name: string): Promise<number> =>
  new Promise((resolve) => {
    const look = () => {
      const record = handle.containers().find((each) => each.name === name)
      if (record?.state === 'exited') resolve(record.exitCode ?? -1)
    }
    handle.onExit(look)
    look()
  })

const collect = async (lines: AsyncIterable<LogLine>): Promise<string[]> => {
  const texts: string[] = []
  for await (const { text } of lines) texts.push(text)
  return texts
}

/** The first line that the container writes, as soon as it has. */
const firstLine = async (handle: PodHandle, name: string): Promise<LogLine | undefined> => {
  for await (const line of handle.logs(name, { follow: true, previous: false }, NEVER)) return line
  return undefined
}

const NEVER = new AbortController().signal
const ALL = { follow: false, previous: false }

/** What every runtime promises, whether it executes programs or plays them. */
export const runtimeContract = (name: string, create: () => RuntimeUnderTest): void => {
  describe(`runtime contract: ${name}`, () => {
    let subject: RuntimeUnderTest
    let driver: RuntimeDriver
    const createPod = (uid = 'u1') => driver.createPod({ uid, namespace: 'team', name: 'web', cpuMillis: 100, memoryBytes: 1e8 })

    beforeEach(() => {
      subject = create()
      driver = subject.open()
    })
    afterEach(async () => {
      await driver.close()
      subject.cleanUp()
    })

    test('says whether it can run, and how pods are kept apart', async () => {
      const { usable, reason } = await driver.probe()
      expect(usable).toBe(true)
      expect(reason).not.toBe('')
      expect(['vm-hardware', 'vm-emulated', 'shared-kernel', 'none']).toContain(driver.isolation)
    })

    test('an image is there after it was pulled, and a missing one says so', async () => {
      expect(driver.hasImage('registry.example/busybox:1')).toBeUndefined()
      const pulled = await driver.pullImage('registry.example/busybox:1')
      expect(driver.hasImage('registry.example/busybox:1')?.id).toBe(pulled.id)
      await expect(driver.pullImage('registry.example/does-not-exist:1')).rejects.toMatchObject({ reason: 'ErrImagePull' })
      await expect(driver.pullImage('Not An Image')).rejects.toMatchObject({ reason: 'InvalidImageName' })
    })

    test('an image that was pulled is there after a restart of the agent', async () => {
      const { id } = await driver.pullImage('registry.example/busybox:1')
      await driver.close()
      driver = subject.open()
      expect(driver.hasImage('registry.example/busybox:1')?.id).toBe(id)
      expect(driver.hasImage('registry.example/busybox:2')).toBeUndefined()
    })

    test('a container runs, writes and exits with its code', async () => {
      const pod = await createPod()
      await pod.start({ container: container('app', 'echo hello; echo oops >&2; exit 3'), attempt: 0 })
      expect(await exitOf(pod, 'app')).toBe(3)
      expect(await collect(pod.logs('app', ALL, NEVER))).toEqual(['hello', 'oops'])
      expect(await collect(pod.logs('app', { ...ALL, tailLines: 1 }, NEVER))).toEqual(['oops'])
    })

    test('the run before the last keeps its log and its end', async () => {
      const pod = await createPod()
      await pod.start({ container: container('app', 'echo first; exit 1'), attempt: 0 })
      await exitOf(pod, 'app')
      const record = await pod.start({ container: container('app', 'echo second; sleep 60'), attempt: 1 })
      expect(record).toMatchObject({ attempt: 1, state: 'running', previous: { exitCode: 1 } })
      expect(await collect(pod.logs('app', { ...ALL, previous: true }, NEVER))).toEqual(['first'])
    })

    test('following ends with the container', async () => {
      const pod = await createPod()
      await pod.start({ container: container('app', 'echo one; sleep 0.2; echo two'), attempt: 0 })
      expect(await collect(pod.logs('app', { ...ALL, follow: true }, NEVER))).toEqual(['one', 'two'])
    })

    test('a step that fails does not end a list, and what is redirected is in the file alone', async () => {
      const pod = await createPod()
      await pod.start({ container: container('app', 'echo hidden > /tmp/f; false; echo after; exit 4'), attempt: 0 })
      expect(await exitOf(pod, 'app')).toBe(4)
      expect(await collect(pod.logs('app', ALL, NEVER))).toEqual(['after'])
    })

    test('a probe runs its command among the files of the container', async () => {
      const pod = await createPod()
      const probe = { exec: { command: ['cat', '/tmp/healthy'] } }
      await pod.start({ container: container('ill', 'sleep 60'), attempt: 0 })
      expect(await pod.probe('ill', probe)).toEqual({
        ok: false,
        message: "cat: can't open '/tmp/healthy': No such file or directory",
      })
      await pod.start({ container: container('well', 'touch /tmp/healthy; echo up; sleep 60'), attempt: 0 })
      await firstLine(pod, 'well')
      expect(await pod.probe('well', probe)).toEqual({ ok: true, message: '' })
    })

    test('a probe that takes too long has failed', async () => {
      const pod = await createPod()
      await pod.start({ container: container('app', 'sleep 60'), attempt: 0 })
      expect(await pod.probe('app', { exec: { command: ['sleep', '60'] }, timeoutSeconds: 1 })).toEqual({
        ok: false,
        message: 'command timed out: "sleep 60" timed out after 1s',
      })
    })

    test('a port where nobody listens refuses', async () => {
      const pod = await createPod()
      await pod.start({ container: container('app', 'sleep 60'), attempt: 0 })
      const refused = `dial tcp ${pod.ip}:9999: connect: connection refused`
      expect(await pod.probe('app', { tcpSocket: { port: 9999 } })).toEqual({ ok: false, message: refused })
      expect(await pod.probe('app', { httpGet: { port: 9999, path: '/nope' } })).toEqual({
        ok: false,
        message: `Get "http://${pod.ip}:9999/nope": ${refused}`,
      })
    })

    test('stop ends every container, and may be asked twice', async () => {
      const pod = await createPod()
      await pod.start({ container: container('a', 'sleep 60'), attempt: 0 })
      await pod.start({ container: container('b', 'sleep 60'), attempt: 0 })
      await pod.stop(1000)
      await pod.stop(1000)
      expect(await exitOf(pod, 'a')).toBeGreaterThan(0)
      expect(await exitOf(pod, 'b')).toBeGreaterThan(0)
    })

    test('pods have addresses of their own', async () => {
      const [one, two] = [await createPod('u1'), await createPod('u2')]
      expect(one.ip).not.toBe(two.ip)
      expect((await createPod('u1')).ip).toBe(one.ip)
    })

    test('a destroyed pod leaves nothing, and may be destroyed twice', async () => {
      const pod = await createPod()
      await pod.start({ container: container('app', 'sleep 60'), attempt: 0 })
      await pod.destroy()
      await pod.destroy()
      await driver.close()
      driver = subject.open()
      expect(await driver.reattach()).toEqual([])
    })

    test('a restart of the agent finds its pods again', async () => {
      const pod = await createPod()
      await pod.start({ container: container('app', 'sleep 60'), attempt: 2 })
      await driver.close()
      driver = subject.open()
      const [again] = await driver.reattach()
      expect(again).toMatchObject({ uid: 'u1', ip: pod.ip, spec: { uid: 'u1', cpuMillis: 100, memoryBytes: 1e8 } })
      expect(again?.containers()).toMatchObject([{ name: 'app', attempt: 2, state: 'running' }])
    })

    test('a container goes on where it is when the agent restarts, and so does its log', async () => {
      const pod = await createPod()
      await pod.start({ container: container('app', 'echo one; sleep 1; echo two; exit 5'), attempt: 0 })
      const before = await firstLine(pod, 'app')
      await driver.close()
      driver = subject.open()
      const [again] = await driver.reattach()
      if (!again) throw new Error('the pod is not there any more')
      expect(await exitOf(again, 'app')).toBe(5)
      expect(await collect(again.logs('app', ALL, NEVER))).toEqual(['one', 'two'])
      // the very line of before, not one like it
      expect(await firstLine(again, 'app')).toEqual(before)
    })

    test('a container that has ended stays so when the agent restarts', async () => {
      const pod = await createPod()
      await pod.start({ container: container('app', 'echo one; exit 5'), attempt: 0 })
      await exitOf(pod, 'app')
      const [before] = pod.containers()
      await driver.close()
      driver = subject.open()
      const [again] = await driver.reattach()
      expect(again?.containers()).toMatchObject([{ state: 'exited', exitCode: 5, finishedAt: before?.finishedAt }])
    })

    test('a pod that does nothing uses nothing', async () => {
      const pod = await createPod()
      expect(pod.stats()).toEqual({ cpuMillis: 0, memoryBytes: 0 })
    })
  })
}
