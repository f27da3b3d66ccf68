import type { ContainerRecord } from './runtimes/runtime.ts'

/** How far an image is. `retryAt` in epoch milliseconds, after a failure. */
export type SeenImage =
  | { state: 'pulling' }
  | { state: 'present'; id: string }
  | { state: 'failed'; reason: string; message: string; failures: number; retryAt: number }

/** What probing has found of a running container; absent probes count as passed. */
export interface SeenHealth {
  started: boolean
  ready: boolean
  live: boolean
  message: string
}

/** Everything a Spherelet knows of one of its pods besides what the API says. */
export interface SeenPod {
  sandbox: 'absent' | 'creating' | 'running'
  ip?: string
  images: Readonly<Record<string, SeenImage>>
  containers: Readonly<Record<string, ContainerRecord>>
  health: Readonly<Record<string, SeenHealth>>
  /** Containers whose start or stop is under way. */
  busy: ReadonlySet<string>
  /** The pod was told to stop; set once. */
  stopping: boolean
  startTime: string
}
