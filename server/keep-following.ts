import type { Clock } from '#domain/clock.ts'

const RETRY_MS = 1000

export interface KeepFollowing {
  /** Begins to follow from now on, and calls `lost` when it fell behind and has ended. */
  begin(lost: () => void): Promise<{ close(): void }>
  /** It follows again, but not everything in between was heard: read what is there. */
  missed(): void
  /** An error after which to begin again is no use; every other is tried again each second. */
  isFinal?(error: unknown): boolean
  clock: Clock
}

/** Follows the log until closed, beginning again whenever it was lost. Throws when the first beginning fails. */
export const keepFollowing = async ({
  begin,
  missed,
  isFinal = () => false,
  clock,
}: KeepFollowing): Promise<{ close(): void }> => {
  let following: { close(): void } | undefined
  let cancelRetry: (() => void) | undefined
  let isClosed = false

  const start = async (): Promise<void> => {
    const begun = await begin(again)
    if (isClosed) begun.close()
    else following = begun
  }
  const again = (): void => {
    if (isClosed) return
    start().then(
      () => {
        if (!isClosed) missed()
      },
      (error) => {
        if (!isClosed && !isFinal(error)) cancelRetry = clock.after(RETRY_MS, again)
      },
    )
  }

  await start()
  return {
    close: () => {
      isClosed = true
      cancelRetry?.()
      following?.close()
    },
  }
}
