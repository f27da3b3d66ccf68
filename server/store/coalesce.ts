/** Something that runs when asked, never twice at once; see `coalesce`. */
export interface Coalesced {
  ask(): void
  /** Resolves when nothing is running. */
  idle(): Promise<void>
}

/**
 * Runs `work` when asked; asked while it runs, it runs once more afterwards, however often that was. `work` deals with its own errors: one
 * that gets here ends that run and is not told.
 */
export function coalesce(work: () => Promise<void>): Coalesced {
  let running: Promise<void> | undefined
  let again = false
  const run = async () => {
    do {
      again = false
      await work().catch(() => {})
    } while (again)
    running = undefined
  }
  return {
    ask() {
      again = true
      running ??= run()
    },
    idle: async () => running,
  }
}
