/** Bytes that may wait for a slow reader before the stream is ended; the client then resumes from its last revision. */
const QUEUE_LIMIT = 16 * 1024 * 1024

/** A stream of bytes that is written to from callbacks; writing after its end does nothing. */
export interface EventStream {
  readonly body: ReadableStream<Uint8Array>
  /** Queues a piece; ends the stream when the reader is too far behind. */
  write(bytes: Uint8Array): void
  /** Queues a piece of a first answer, however large that is: it does not count as falling behind. */
  writeInitial(bytes: Uint8Array): void
  /** Ends the stream cleanly; what is queued is still delivered. */
  end(): void
  /** Runs `action` when either side ends the stream, or at once when it has ended. */
  onEnd(action: () => void): void
}

/** Opens a stream. */
export const openEventStream = (limit = QUEUE_LIMIT): EventStream => {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  let allowed = limit
  const actions: (() => void)[] = []
  const ended = () => {
    controller = undefined
    for (const action of actions.splice(0)) action()
  }
  const body = new ReadableStream<Uint8Array>(
    {
      start: (started) => {
        controller = started
      },
      cancel: ended,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 0 }),
  )
  const end = () => {
    controller?.close()
    ended()
  }
  return {
    body,
    write: (bytes) => {
      controller?.enqueue(bytes)
      if (controller && -(controller.desiredSize ?? 0) > allowed) end()
    },
    writeInitial: (bytes) => {
      allowed += bytes.length
      controller?.enqueue(bytes)
    },
    end,
    onEnd: (action) => {
      if (controller) actions.push(action)
      else action()
    },
  }
}
