type Urgency = 'status' | 'event'

/** How many pod requests of one process are under way at once, and how many events may wait. */
const AT_ONCE = 16
const MOST_EVENTS = 20_000

/**
 * Lets only so many requests about pods out at once, for all hosts of the process: a thousand hosts that start pods together must not keep
 * the API from answering whoever creates them. Statuses go before events, and events that can't be kept up with are let go.
 */
export class RequestGate {
  readonly #waiting: Record<Urgency, (() => void)[]> = { status: [], event: [] }
  #free = AT_ONCE

  /** Runs `work` when its turn has come; undefined when it was let go. Errors of `work` pass through. */
  async run<T>(urgency: Urgency, work: () => Promise<T>): Promise<T | undefined> {
    if (this.#free > 0) this.#free--
    else {
      const queue = this.#waiting[urgency]
      if (urgency === 'event' && queue.length >= MOST_EVENTS) return undefined
      await new Promise<void>((resolve) => queue.push(resolve))
    }
    try {
      return await work()
    } finally {
      const next = this.#waiting.status.shift() ?? this.#waiting.event.shift()
      if (next) next()
      else this.#free++
    }
  }
}
