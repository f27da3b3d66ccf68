import type { Clock } from '#domain/clock.ts'
import type { Container, Probe } from '#domain/kube/pod.ts'
import type { ContainerRecord, ContainerSpec, LogLine, LogRequest, PodHandle, PodSandboxSpec, ProbeResult } from './runtime.ts'
import { ambientLines, ambientTime } from './simulated-logs.ts'
import { simulatedProbe } from './simulated-probe.ts'
import { type PastRun, SimulatedProcess } from './simulated-process.ts'
import { readCommand } from './simulated-shell.ts'

interface Run {
  spec: ContainerSpec
  process: SimulatedProcess
  previous: Run | undefined
}

/** What is kept on disk of a pod, so that a restarted Spherelet finds it again. */
export interface SimulatedPodRecord {
  spec: PodSandboxSpec
  ip: string
  containers: { container: Container; attempt: number; startedAt: string; finishedAt?: string; exitCode?: number }[]
}

/** One simulated pod: containers are scripts, logs are lines in memory, and usage is a curve. Nothing is executed. */
export class SimulatedPod implements PodHandle {
  readonly uid: string
  readonly ip: string
  readonly spec: PodSandboxSpec
  readonly #clock: Clock
  readonly #runs = new Map<string, Run>()
  readonly #changed: () => void
  readonly #exitHandlers: (() => void)[] = []

  constructor(spec: PodSandboxSpec, ip: string, clock: Clock, changed: () => void) {
    this.uid = spec.uid
    this.ip = ip
    this.spec = spec
    this.#clock = clock
    this.#changed = changed
  }

  static restore(record: SimulatedPodRecord, clock: Clock, changed: () => void): SimulatedPod {
    const pod = new SimulatedPod(record.spec, record.ip, clock, changed)
    for (const each of record.containers) {
      const process = pod.#launch(each.container, {
        startedAt: new Date(each.startedAt),
        ...(each.exitCode === undefined
          ? {}
          : { exitCode: each.exitCode, finishedAt: new Date(each.finishedAt ?? each.startedAt) }),
      })
      pod.#runs.set(each.container.name, {
        spec: { container: each.container, attempt: each.attempt },
        process,
        previous: undefined,
      })
    }
    return pod
  }

  record(): SimulatedPodRecord {
    return {
      spec: this.spec,
      ip: this.ip,
      containers: [...this.#runs.values()].map(({ spec, process }) => ({
        container: spec.container,
        attempt: spec.attempt,
        startedAt: process.startedAt.toISOString(),
        ...(process.exitCode === undefined
          ? {}
          : { exitCode: process.exitCode, finishedAt: process.finishedAt?.toISOString() ?? '' }),
      })),
    }
  }

  async start(spec: ContainerSpec): Promise<ContainerRecord> {
    const { name } = spec.container
    const previous = this.#runs.get(name)
    const run: Run = { spec, process: this.#launch(spec.container), previous: previous && { ...previous, previous: undefined } }
    this.#runs.set(name, run)
    this.#changed()
    return toRecord(this.uid, run)
  }

  #launch(container: Container, past?: PastRun): SimulatedProcess {
    const env = Object.fromEntries((container.env ?? []).map(({ name, value = '' }) => [name, value]))
    const reading = readCommand([...(container.command ?? []), ...(container.args ?? [])], { HOSTNAME: this.spec.name, ...env })
    const process = new SimulatedProcess(reading, this.#clock, past)
    process.onExit(() => {
      this.#changed()
      for (const handler of this.#exitHandlers) handler()
    })
    return process
  }

  containers(): ContainerRecord[] {
    return [...this.#runs.values()].map((run) => toRecord(this.uid, run))
  }

  onExit(handler: () => void): void {
    this.#exitHandlers.push(handler)
  }

  async probe(container: string, probe: Probe): Promise<ProbeResult> {
    const run = this.#runs.get(container)
    if (!run?.process.running) return { ok: false, message: 'container is not running' }
    const pod = [...this.#runs.values()].map(({ spec, process }) => ({ container: spec.container, process }))
    return simulatedProbe(probe, { container: run.spec.container, process: run.process }, pod, this.ip, this.#clock)
  }

  async stopContainer(container: string, _graceMs: number): Promise<void> {
    this.#runs.get(container)?.process.signal('TERM')
  }

  async *logs(container: string, request: LogRequest, signal: AbortSignal): AsyncIterable<LogLine> {
    const latest = this.#runs.get(container)
    const run = request.previous ? latest?.previous : latest
    if (!run) return
    const { process, spec } = run
    const lineAt = process.ambient
      ? (from: number) =>
          [...ambientLines(spec.container.image ?? '', process.startedAt, from, process.finishedAt ?? this.#clock.now())].map(
            ({ line }) => line,
          )
      : (from: number) => process.lines.slice(from)
    let lines = lineAt(0)
    let next = lines.length
    if (request.since) lines = lines.filter(({ at }) => at >= (request.since ?? at))
    yield* request.tailLines === undefined ? lines : lines.slice(Math.max(0, lines.length - request.tailLines))
    while (request.follow && process.running && !signal.aborted) {
      await this.#pause(process.ambient ? ambientTime(process.startedAt, next) - this.#clock.now().getTime() + 1 : 200, signal)
      const fresh = lineAt(next)
      next += fresh.length
      yield* fresh
    }
    if (request.follow && !signal.aborted) yield* lineAt(next)
  }

  #pause(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#clock.after(Math.max(1, Math.min(ms, 1000)), resolve)
      signal.addEventListener(
        'abort',
        () => {
          cancel()
          resolve()
        },
        { once: true },
      )
    })
  }

  stats(): { cpuMillis: number; memoryBytes: number } {
    const running = [...this.#runs.values()].filter(({ process }) => process.running).length
    if (running === 0) return { cpuMillis: 0, memoryBytes: 0 }
    // A slow wave per pod with its own phase: looks like load, and two pods never move together.
    const phase = [...this.uid].reduce((sum, char) => sum + char.charCodeAt(0), 0)
    const wave = 0.5 + 0.5 * Math.sin(this.#clock.now().getTime() / 60_000 + phase)
    return {
      cpuMillis: Math.round(this.spec.cpuMillis * (0.05 + 0.55 * wave)),
      memoryBytes: Math.round(this.spec.memoryBytes * (0.3 + 0.3 * wave)),
    }
  }

  async stop(_graceMs: number): Promise<void> {
    for (const { process } of this.#runs.values()) process.signal('TERM')
  }

  async destroy(): Promise<void> {
    for (const { process } of this.#runs.values()) process.signal('KILL')
    this.#runs.clear()
    this.#changed()
  }
}

const reasonOf = (exitCode: number) => (exitCode === 0 ? 'Completed' : 'Error')

const containerId = (uid: string, { spec }: Run) => `simulated://${uid}/${spec.container.name}/${spec.attempt}`

const toRecord = (uid: string, run: Run): ContainerRecord => {
  const { process, spec, previous } = run
  const before = previous?.process
  return {
    id: containerId(uid, run),
    name: spec.container.name,
    attempt: spec.attempt,
    state: process.running ? 'running' : 'exited',
    startedAt: process.startedAt.toISOString(),
    ...(process.exitCode === undefined
      ? {}
      : { exitCode: process.exitCode, reason: reasonOf(process.exitCode), finishedAt: process.finishedAt?.toISOString() ?? '' }),
    ...(previous && before?.exitCode !== undefined
      ? {
          previous: {
            id: containerId(uid, previous),
            exitCode: before.exitCode,
            reason: reasonOf(before.exitCode),
            startedAt: before.startedAt.toISOString(),
            finishedAt: before.finishedAt?.toISOString() ?? '',
          },
        }
      : {}),
  }
}
