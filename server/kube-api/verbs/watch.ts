import { hasReason, isStatusError, type StatusError } from '#domain/errors.ts'
import type { Call } from '../call.ts'
import { failureStatus } from '../status.ts'
import { type EventStream, openEventStream } from './event-stream.ts'
import { type Frames, framesFor } from './watch-frames.ts'
import { type WatchRequest, watchRequestOf } from './watch-options.ts'

/** Milliseconds between bookmarks, about as often as a Kubernetes API server sends them. */
const BOOKMARK_EVERY = 60_000

/**
 * Answers a watch: at once with headers, then one JSON line per event until the timeout, the client or a slow connection ends it.
 * A revision that is no longer kept is told inside the stream, as clients expect.
 * https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes
 */
export const watchObjects = async (call: Call): Promise<Response> => {
  const wanted = watchRequestOf(call)
  const stream = openEventStream()
  call.request.signal.addEventListener('abort', stream.end, { once: true })
  stream.onEnd(() => call.request.signal.removeEventListener('abort', stream.end))
  try {
    const position = await follow(call, wanted, stream, framesFor(call))
    stream.onEnd(call.clock.after(wanted.timeoutSeconds * 1000, stream.end))
    if (wanted.bookmarks) repeatBookmarks(call, stream, position)
  } catch (error) {
    if (!hasReason(error, 'Expired') || !isStatusError(error)) {
      stream.end()
      throw error
    }
    tellExpired(stream, error)
  }
  return new Response(stream.body, { headers: { 'content-type': 'application/json' } })
}

/** How far a watch has come. */
interface Position {
  /** Everything up to this revision has been told or is not for this watcher. */
  revision: string
  bookmark(): Uint8Array
}

const follow = async (call: Call, wanted: WatchRequest, stream: EventStream, frames: Frames): Promise<Position> => {
  const position: Position = {
    revision: wanted.after ?? '',
    bookmark: () => frames.bookmark(position.revision, false),
  }
  const subscription = await call.client.watch(call.resource, {
    ...wanted.selection,
    ...(wanted.after === undefined ? {} : { after: wanted.after }),
    onInitial: ({ items, resourceVersion }) => {
      position.revision = resourceVersion
      if (!wanted.initial) return
      for (const object of items) stream.writeInitial(frames.event({ type: 'ADDED', object }))
      if (wanted.markEndOfInitial) stream.writeInitial(frames.bookmark(resourceVersion, true))
    },
    onEvents: (events) => {
      for (const event of events) {
        stream.write(frames.event(event))
        position.revision = event.resourceVersion
      }
    },
    onProgress: (revision) => {
      position.revision = revision
    },
    onClose: stream.end,
  })
  stream.onEnd(() => subscription.close())
  return position
}

const repeatBookmarks = (call: Call, stream: EventStream, position: Position): void => {
  let cancel = () => {}
  const next = () => {
    cancel = call.clock.after(BOOKMARK_EVERY, () => {
      stream.write(position.bookmark())
      next()
    })
  }
  next()
  stream.onEnd(() => cancel())
}

const tellExpired = (stream: EventStream, error: StatusError): void => {
  stream.write(new TextEncoder().encode(`${JSON.stringify({ type: 'ERROR', object: failureStatus(error) })}\n`))
  stream.end()
}
