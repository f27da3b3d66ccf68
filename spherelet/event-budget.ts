/** What one pod may say in a burst, and how long each further event has to be waited for. */
const BURST = 25
const REFILL_MS = 300_000

/**
 * Keeps a pod that fails all the time from writing without end, with the figures of
 * https://github.com/kubernetes/client-go/blob/master/tools/record/events_cache.go
 */
export class EventBudget {
  #left = BURST
  #at = 0

  /** True when one more event may be written at `now`, in epoch milliseconds; it then counts as written. */
  spend(now: number): boolean {
    const refilled = Math.floor((now - this.#at) / REFILL_MS)
    if (refilled > 0) {
      this.#left = Math.min(BURST, this.#left + refilled)
      this.#at = this.#left === BURST ? now : this.#at + refilled * REFILL_MS
    }
    if (this.#left === 0) return false
    this.#left -= 1
    return true
  }
}
