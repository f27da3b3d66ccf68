import type { Container } from '#domain/kube/pod.ts'
import type { ContainerRecord } from './runtimes/runtime.ts'

/** How far an image is. `retryAt` in epoch milliseconds, after a failure. */
export type SeenImage =
  | { state: 'pulling' }
  | { state: 'present'; id: string }
  | { state: 'failed'; reason: string; message: string; failures: number; retryAt: number }

/** Under which name a container's image is known: whether one that may not be pulled is there is a question of its own. */
export const imageKey = ({ image = '', imagePullPolicy }: Container): string =>
  imagePullPolicy === 'Never' ? `never:${image}` : image

/** What probing has found of a running container; absent probes count as passed. */
export interface SeenHealth {
  started: boolean
  ready: boolean
  live: boolean
  /** Which probe found that it is not alive. */
  failed?: 'startup' | 'liveness'
}

/** Something that could not be made yet, in the words of a container's waiting reason; tried again at `retryAt`, in epoch milliseconds. */
export interface SeenRefusal {
  reason: string
  message: string
  failures: number
  retryAt: number
}

/** Everything a Spherelet knows of one of its pods besides what the API says. */
export interface SeenPod {
  sandbox: 'absent' | 'creating' | 'running'
  /** An absent sandbox is not tried before, in epoch milliseconds. */
  sandboxRetryAt?: number | undefined
  ip?: string
  images: Readonly<Record<string, SeenImage>>
  containers: Readonly<Record<string, ContainerRecord>>
  /** Containers that could not be made. */
  refused: Readonly<Record<string, SeenRefusal>>
  health: Readonly<Record<string, SeenHealth>>
  /** Containers whose start or stop is under way. */
  busy: ReadonlySet<string>
  /** The pod was told to stop; set once. */
  stopping: boolean
  startTime: string
}
