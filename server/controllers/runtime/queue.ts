import type { Clock } from '#domain/clock.ts'

const FIRST_DELAY_MS = 50
const LONGEST_DELAY_MS = 60_000

/**
 * Work keyed by object. A key is in one of three places: waiting (at most once), being worked on, or both, when it was added while
 * somebody works on it; then it waits until that worker is done. So no two workers ever hold the same key, and a hundred changes to
 * one object are one piece of work. Failures come back after 50 ms, 100 ms, 200 ms … up to a minute.
 */
export class WorkQueue {
  readonly #clock: Clock
  readonly #ready = new Set<string>()
  readonly #working = new Set<string>()
  readonly #again = new Set<string>()
  readonly #failures = new Map<string, number>()
  readonly #timers = new Map<string, { due: number; cancel(): void }>()
  readonly #takers: ((key: string | undefined) => void)[] = []
  #stopped = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Puts a key in the queue, once however often it is added. */
  add(key: string): void {
    if (this.#stopped || this.#ready.has(key)) return
    if (this.#working.has(key)) {
      this.#again.add(key)
      return
    }
    const taker = this.#takers.shift()
    if (taker) {
      this.#working.add(key)
      taker(key)
    } else {
      this.#ready.add(key)
    }
  }

  /** Adds the key after `ms`; an earlier time already set for it stays. */
  addAfter(key: string, ms: number): void {
    if (this.#stopped) return
    if (ms <= 0) return this.add(key)
    const due = this.#clock.now().getTime() + ms
    const set = this.#timers.get(key)
    if (set && set.due <= due) return
    set?.cancel()
    const cancel = this.#clock.after(ms, () => {
      this.#timers.delete(key)
      this.add(key)
    })
    this.#timers.set(key, { due, cancel })
  }

  /** Adds the key after a pause that doubles with every failure. */
  retry(key: string): void {
    const failures = this.#failures.get(key) ?? 0
    this.#failures.set(key, failures + 1)
    this.addAfter(key, Math.min(FIRST_DELAY_MS * 2 ** failures, LONGEST_DELAY_MS))
  }

  /** The key succeeded: its next failure waits the shortest pause again. */
  forget(key: string): void {
    this.#failures.delete(key)
  }

  /** The next key, when there is one; undefined once the queue has stopped. Each key taken must be given to `done`. */
  take(): Promise<string | undefined> {
    if (this.#stopped) return Promise.resolve(undefined)
    const [key] = this.#ready
    if (key !== undefined) {
      this.#ready.delete(key)
      this.#working.add(key)
      return Promise.resolve(key)
    }
    return new Promise((resolve) => this.#takers.push(resolve))
  }

  /** The worker has finished with the key; if it was added meanwhile it is ready again. */
  done(key: string): void {
    this.#working.delete(key)
    if (this.#again.delete(key)) this.add(key)
  }

  /** Keys waiting for a worker. */
  get length(): number {
    return this.#ready.size
  }

  /** Lets every worker go and forgets what waits; nothing is lost, for the world itself says what is to be done. */
  stop(): void {
    this.#stopped = true
    for (const { cancel } of this.#timers.values()) cancel()
    this.#timers.clear()
    this.#ready.clear()
    for (const taker of this.#takers.splice(0)) taker(undefined)
  }
}
