import type { Clock } from '#domain/clock.ts'
import type { LogLine } from './runtime.ts'
import type { Script } from './simulated-shell.ts'

const RING_BYTES = 1024 * 1024

/** Longest single timer that JavaScript can set. */
const LONGEST_MS = 2 ** 31 - 1

/**
 * One run of a container. It is in one of two modes: running (walks its script, or does nothing when it has none) and exited. `signal`
 * ends it: TERM at once with 143 as a well-behaved program would, KILL with 137.
 */
export class SimulatedProcess {
  readonly startedAt: Date
  readonly lines: LogLine[] = []
  finishedAt: Date | undefined
  exitCode: number | undefined
  readonly #script: Script | undefined
  readonly #clock: Clock
  readonly #exited: (() => void)[] = []
  #bytes = 0
  #cancel: (() => void) | undefined

  constructor(script: Script | undefined, clock: Clock, startedAt = clock.now()) {
    this.#script = script
    this.#clock = clock
    this.startedAt = startedAt
    if (script) this.#cancel = clock.after(1, () => this.#walk(0))
  }

  get running(): boolean {
    return this.exitCode === undefined
  }

  /** True when nothing but a signal ends it and its log is ambient. */
  get ambient(): boolean {
    return this.#script === undefined
  }

  onExit(handler: () => void): void {
    this.#exited.push(handler)
  }

  signal(name: 'TERM' | 'KILL'): void {
    this.#exit(name === 'TERM' ? 143 : 137)
  }

  #walk(from: number): void {
    const script = this.#script ?? []
    for (let at = from; at < script.length; at++) {
      const step = script[at]
      if (!step || !this.running) return
      if (step.do === 'print') this.#print(step.text, step.stream)
      if (step.do === 'exit') return this.#exit(step.code)
      if (step.do === 'sleep') {
        this.#cancel = this.#clock.after(Math.min(step.ms, LONGEST_MS), () => this.#walk(at + 1))
        return
      }
      if (step.do === 'repeat') {
        // A loop without a pause would never give way; a real one burns a core, this one rests a moment.
        const rests = script.some((each) => each.do === 'sleep')
        this.#cancel = this.#clock.after(rests ? 0 : 100, () => this.#walk(0))
        return
      }
    }
    this.#exit(0)
  }

  #print(text: string, stream: LogLine['stream']): void {
    const at = this.#clock.now()
    this.lines.push({ at, stream, text: text.replaceAll('$(date)', at.toUTCString()) })
    this.#bytes += text.length
    while (this.#bytes > RING_BYTES) this.#bytes -= this.lines.shift()?.text.length ?? this.#bytes
  }

  #exit(code: number): void {
    if (!this.running) return
    this.#cancel?.()
    this.exitCode = code
    this.finishedAt = this.#clock.now()
    for (const handler of this.#exited) handler()
  }
}
