import type { Container, Probe } from '#domain/kube/pod.ts'

/** How pods are kept apart: `none` is a simulation, and says so wherever the host is shown. */
export type Isolation = 'vm-hardware' | 'vm-emulated' | 'shared-kernel' | 'none'

export interface PodSandboxSpec {
  uid: string
  namespace: string
  name: string
  /** Whole units: millicores and bytes. */
  cpuMillis: number
  memoryBytes: number
}

export interface ContainerSpec {
  container: Container
  /** 0 for the first start, then one more per restart. */
  attempt: number
}

/** What the runtime knows of one container's latest run, and of the one before. */
export interface ContainerRecord {
  id: string
  name: string
  attempt: number
  state: 'running' | 'exited'
  startedAt: string
  finishedAt?: string
  exitCode?: number
  reason?: string
  previous?: { id: string; exitCode: number; reason: string; startedAt: string; finishedAt: string }
}

export interface LogLine {
  at: Date
  stream: 'stdout' | 'stderr'
  text: string
}

export interface LogRequest {
  follow: boolean
  previous: boolean
  since?: Date
  tailLines?: number
}

/** A pull that failed, in the words of the pod's waiting reason. */
export class ImageError extends Error {
  readonly reason: 'ErrImagePull' | 'InvalidImageName'
  constructor(reason: 'ErrImagePull' | 'InvalidImageName', message: string) {
    super(message)
    this.name = 'ImageError'
    this.reason = reason
  }
}

/** What one probe found. `message` says why it failed, in kubelet's words; empty when it did not. */
export interface ProbeResult {
  ok: boolean
  message: string
}

/** One pod's VM. Every verb may be called again after a crash; `stop` and `destroy` are idempotent. */
export interface PodHandle {
  readonly uid: string
  readonly ip: string
  /** What it was made with, also after a restart of the Spherelet. */
  readonly spec: PodSandboxSpec
  /** Starts one run of a container; resolves when its process exists. */
  start(spec: ContainerSpec): Promise<ContainerRecord>
  containers(): ContainerRecord[]
  /** Called whenever a container exits. */
  onExit(handler: () => void): void
  /** Runs one probe against a container now; it fails when it takes longer than its `timeoutSeconds`. */
  probe(container: string, probe: Probe): Promise<ProbeResult>
  /** SIGTERM, then SIGKILL after `graceMs`. */
  stopContainer(container: string, graceMs: number): Promise<void>
  logs(container: string, request: LogRequest, signal: AbortSignal): AsyncIterable<LogLine>
  /** Live use now: millicores and bytes. */
  stats(): { cpuMillis: number; memoryBytes: number }
  stop(graceMs: number): Promise<void>
  destroy(): Promise<void>
}

/** What runs pods on one host. */
export interface RuntimeDriver {
  readonly name: string
  readonly isolation: Isolation
  readonly version: string
  /** Whether it can run here at all, found out by trying. */
  probe(): Promise<{ usable: boolean; reason: string }>
  /** Makes the image available; ImageError when it can't be had. */
  pullImage(image: string): Promise<{ id: string; sizeBytes: number; tookMs: number }>
  hasImage(image: string): { id: string; sizeBytes: number } | undefined
  createPod(spec: PodSandboxSpec): Promise<PodHandle>
  /** The pods that survived a restart of the Spherelet. */
  reattach(): Promise<PodHandle[]>
  close(): Promise<void>
}
