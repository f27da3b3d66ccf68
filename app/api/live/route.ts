import { z } from 'zod'
import { badRequest } from '#domain/errors.ts'
import { controlPlane } from '#server/control-plane.ts'
import { asUser } from '../../as-user.ts'

export const dynamic = 'force-dynamic'

const TOPICS = z.object({
  api: z.string().max(200).optional(),
  namespace: z.string().max(63).optional(),
  resources: z.array(z.string().max(100)).max(20).optional(),
})

/** Keeps proxies from closing a quiet stream, and finds out that the browser is gone. */
const KEEP_ALIVE_MS = 20_000
/** A stream ends after this long, and the browser opens the next one at once: with the session it has by then, or none. */
const LONGEST_MS = 300_000

const topicsFrom = (request: Request): z.output<typeof TOPICS> => {
  const text = new URL(request.url).searchParams.get('topics') ?? '{}'
  try {
    return TOPICS.parse(JSON.parse(text))
  } catch {
    throw badRequest('topics must be JSON: {"api": …, "namespace": …, "resources": […]}')
  }
}

/** The one stream of a browser tab: what changed, as server-sent events. `ready` says that from now on every change is told. */
export const GET = (request: Request): Promise<Response> =>
  asUser(request, async (user) => {
    const topics = topicsFrom(request)
    const { live } = await controlPlane()
    const stop = new AbortController()
    request.signal.addEventListener('abort', () => stop.abort())
    const encoder = new TextEncoder()
    const stream = new ReadableStream<Uint8Array>({
      async start(controller) {
        const write = (text: string) => {
          if (stop.signal.aborted) return
          // A browser that does not read for long is cut; it comes back and reads everything again.
          if ((controller.desiredSize ?? 0) < -MOST_WAITING) return end()
          controller.enqueue(encoder.encode(text))
        }
        const beat = setInterval(() => write(': still here\n\n'), KEEP_ALIVE_MS)
        const term = setTimeout(() => end(), LONGEST_MS)
        const end = () => {
          if (stop.signal.aborted) return
          stop.abort()
          controller.close()
        }
        stop.signal.addEventListener('abort', () => {
          clearInterval(beat)
          clearTimeout(term)
        })
        write(': hello\n\n')
        try {
          await live({ user, topics, signal: stop.signal, send: (batch) => write(`data: ${JSON.stringify(batch)}\n\n`) })
          write('event: ready\ndata: {}\n\n')
        } catch (error) {
          console.error(error)
          end()
        }
      },
      cancel: () => stop.abort(),
    })
    return new Response(stream, {
      headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' },
    })
  })

/** Chunks that may wait for a slow browser. */
const MOST_WAITING = 256
