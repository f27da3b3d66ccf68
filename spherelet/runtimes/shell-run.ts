import { DATE } from './shell-tokens.ts'
import type { Script, Sink, Step } from './simulated-shell.ts'

/** A loop that takes no time would never give way; a real one burns a core, this one rests a moment. */
const REST_MS = 100
/** Of a loop that ran unseen only its last turns are played: more lines than these are not kept anyway. */
const TURNS_PLAYED = 2000

/** Told of each line that is written, and when. */
export type LineWriter = (stream: 'stdout' | 'stderr', text: string, time: number) => void

/**
 * One run of a script in a time of its own: it is played up to a moment as often as one likes, and comes to the same at any moment however
 * often it was asked before. That is how a run goes on after a restart where it would have been.
 */
export class ShellRun {
  exitCode: number | undefined
  /** How far it has come, in epoch milliseconds. */
  time: number
  readonly #script: Script
  readonly #files: Map<string, string>
  readonly #write: LineWriter
  readonly #turns = new Map<number, number>()
  #at = 0
  #status = 0

  /** `files` are the container's, by path; `write` is told of each line. */
  constructor(script: Script, files: Map<string, string>, start: number, write: LineWriter) {
    this.#script = script
    this.#files = files
    this.time = start
    this.#write = write
  }

  /** Plays until `now`; afterwards either `exitCode` is there or `time` says when it goes on. */
  advance(now: number): void {
    while (this.exitCode === undefined && this.time <= now) {
      const step = this.#script[this.#at++]
      if (!step || step.do === 'exit') this.exitCode = (step?.do === 'exit' ? step.code : undefined) ?? this.#status
      else if (step.do === 'skip') this.#at += (this.#status === 0) === (step.when === 'ok') ? step.steps : 0
      else if (step.do === 'repeat') this.#repeat(step.from, now)
      else this.#status = this.#do(step)
    }
  }

  #repeat(from: number, now: number): void {
    const began = this.#turns.get(from)
    if (began === this.time) this.time += REST_MS
    const turn = this.time - (began ?? this.time)
    if (turn > 0) this.time += Math.max(0, Math.floor((now - this.time) / turn) - TURNS_PLAYED) * turn
    this.#turns.set(from, this.time)
    this.#at = from
  }

  #do(step: Exclude<Step, { do: 'exit' | 'skip' | 'repeat' }>): number {
    if (step.do === 'status') return step.code
    if (step.do === 'sleep') {
      this.time += step.ms
      return 0
    }
    if (step.do === 'print') {
      this.#send(step.out, step.text.replaceAll(DATE, new Date(this.time).toUTCString()))
      return 0
    }
    const content = this.#files.get(step.path)
    if (step.do === 'test') return content === undefined ? 1 : 0
    if (step.do === 'touch') {
      this.#files.set(step.path, content ?? '')
      return 0
    }
    if (content === undefined) {
      if (step.do === 'remove' && step.force) return 0
      const tool = step.do === 'read' ? `cat: can't open '${step.path}'` : `rm: can't remove '${step.path}'`
      this.#send(step.err, `${tool}: No such file or directory`)
      return 1
    }
    if (step.do === 'remove') this.#files.delete(step.path)
    else for (const line of content.split('\n').slice(0, -1)) this.#send(step.out, line)
    return 0
  }

  #send(sink: Sink, text: string): void {
    if (sink === 'nowhere') return
    if (typeof sink === 'string') return this.#write(sink, text, this.time)
    const before = sink.append ? (this.#files.get(sink.path) ?? '') : ''
    this.#files.set(sink.path, `${before}${text}\n`)
  }
}
