import type { Clock } from '#domain/clock.ts'
import type { Container } from '#domain/kube/pod.ts'
import { backOff } from './back-off.ts'
import { ImageError, type RuntimeDriver } from './runtimes/runtime.ts'
import { imageKey, type SeenImage } from './seen-pod.ts'

const FIRST_PULL_RETRY_MS = 10_000
const LONGEST_PULL_RETRY_MS = 300_000

export interface PodImagesOptions {
  clock: Clock
  runtime: Pick<RuntimeDriver, 'hasImage' | 'pullImage'>
  event(type: 'Normal' | 'Warning', reason: string, message: string): void
}

/** The images of one pod: how far each is, by the names that `imageKey` gives. */
export class PodImages {
  readonly seen: Record<string, SeenImage> = {}
  readonly #o: PodImagesOptions

  constructor(options: PodImagesOptions) {
    this.#o = options
  }

  /** A container that runs has its image, whether the runtime remembers it or not. */
  adopt(container: Container): void {
    const image = container.image ?? ''
    this.seen[imageKey(container)] = { state: 'present', id: this.#o.runtime.hasImage(image)?.id ?? image }
  }

  /** Makes the container's image available as its pull policy says; `always` when another container of the pod wants it fresh. */
  async fetch(container: Container, always: boolean): Promise<void> {
    const { clock, runtime, event } = this.#o
    const { image = '', imagePullPolicy } = container
    const key = imageKey(container)
    const before = this.seen[key]
    const failures = before?.state === 'failed' ? before.failures + 1 : 1
    const present = runtime.hasImage(image)
    this.seen[key] = { state: 'pulling' }
    if (present && !always) {
      this.seen[key] = { state: 'present', id: present.id }
      return event('Normal', 'Pulled', `Container image "${image}" already present on machine`)
    }
    const failed = (reason: string, message: string, pause: number) => {
      this.seen[key] = { state: 'failed', reason, message, failures, retryAt: clock.now().getTime() + pause }
    }
    if (imagePullPolicy === 'Never') {
      const message = `Container image "${image}" is not present with pull policy of Never`
      failed('ErrImageNeverPull', message, FIRST_PULL_RETRY_MS)
      event('Warning', 'ErrImageNeverPull', message)
      return event('Warning', 'Failed', 'Error: ErrImageNeverPull')
    }
    try {
      this.seen[key] = { state: 'present', id: await this.#pull(image) }
    } catch (error) {
      const { message } = error as Error
      const reason = error instanceof ImageError ? error.reason : 'ErrImagePull'
      failed(reason, message, backOff(failures, FIRST_PULL_RETRY_MS, LONGEST_PULL_RETRY_MS))
      event('Warning', 'Failed', `Failed to pull image "${image}": ${message}`)
    }
  }

  async #pull(image: string): Promise<string> {
    const { runtime, event } = this.#o
    event('Normal', 'Pulling', `Pulling image "${image}"`)
    const { id, sizeBytes, tookMs } = await runtime.pullImage(image)
    event('Normal', 'Pulled', `Successfully pulled image "${image}" in ${tookMs}ms (simulated). Image size: ${sizeBytes} bytes.`)
    return id
  }
}
