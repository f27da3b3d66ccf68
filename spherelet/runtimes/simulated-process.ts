import type { Clock } from '#domain/clock.ts'
import type { LogLine } from './runtime.ts'
import { ShellRun } from './shell-run.ts'
import type { Reading } from './simulated-shell.ts'

const RING_BYTES = 1024 * 1024

/** Longest single timer that JavaScript can set. */
const LONGEST_MS = 2 ** 31 - 1

/** A run that is told again after a restart: when it began, and how it ended if it has. */
export interface PastRun {
  startedAt: Date
  finishedAt?: Date | undefined
  exitCode?: number | undefined
}

/**
 * One run of a container. It is in one of two modes: running (plays its script, or does nothing when it has none) and exited. `signal`
 * ends it: TERM at once with 143 as a well-behaved program would, KILL with 137.
 */
export class SimulatedProcess {
  readonly startedAt: Date
  readonly lines: LogLine[] = []
  /** The files that it has written, by path. */
  readonly files = new Map<string, string>()
  finishedAt: Date | undefined
  exitCode: number | undefined
  readonly #reading: Reading
  readonly #run: ShellRun | undefined
  readonly #clock: Clock
  readonly #exited: (() => void)[] = []
  #bytes = 0
  #cancel: (() => void) | undefined

  constructor(reading: Reading, clock: Clock, past?: PastRun) {
    this.#reading = reading
    this.#clock = clock
    this.startedAt = past?.startedAt ?? clock.now()
    const began = this.startedAt.getTime()
    if (reading.kind === 'unreadable') this.#print('stdout', cannotRead(reading.why), began)
    if (reading.kind === 'script') this.#run = new ShellRun(reading.script, this.files, began, this.#print.bind(this))
    if (past?.exitCode !== undefined) {
      this.finishedAt = past.finishedAt ?? this.startedAt
      this.#run?.advance(this.finishedAt.getTime())
      this.exitCode = past.exitCode
    } else if (past) this.#play()
    else if (this.#run) this.#cancel = clock.after(1, () => this.#play())
  }

  get running(): boolean {
    return this.exitCode === undefined
  }

  /** True when nothing but a signal ends it and its log is made up. */
  get ambient(): boolean {
    return this.#reading.kind === 'program'
  }

  /** True when it may stand for a program that serves something: a script that is played serves nothing. */
  get serves(): boolean {
    return this.#reading.kind !== 'script'
  }

  onExit(handler: () => void): void {
    this.#exited.push(handler)
  }

  signal(name: 'TERM' | 'KILL'): void {
    this.#exit(name === 'TERM' ? 143 : 137, this.#clock.now())
  }

  #play(): void {
    const run = this.#run
    if (!run || !this.running) return
    const now = this.#clock.now().getTime()
    run.advance(now)
    if (run.exitCode !== undefined) this.#exit(run.exitCode, new Date(run.time))
    else this.#cancel = this.#clock.after(Math.min(run.time - now, LONGEST_MS), () => this.#play())
  }

  #print(stream: LogLine['stream'], text: string, time: number): void {
    this.lines.push({ at: new Date(time), stream, text })
    this.#bytes += text.length
    while (this.#bytes > RING_BYTES) this.#bytes -= this.lines.shift()?.text.length ?? this.#bytes
  }

  #exit(code: number, at: Date): void {
    if (!this.running) return
    this.#cancel?.()
    this.exitCode = code
    this.finishedAt = at
    for (const handler of this.#exited) handler()
  }
}

const cannotRead = (why: string): string =>
  `simulated runtime: nothing of this command is executed: it uses ${why}, which is not simulated; it runs until it is stopped`
