import type { KubeObject } from '#domain/kube/object.ts'
import { apiVersionOf } from '#server/resources/kind.ts'
import type { WatchEvent } from '#server/resources/resources.ts'
import type { Call } from '../call.ts'
import { tableFormOf } from '../present.ts'
import { partialMetadata, tableOf } from '../table.ts'

/** Turns events into the lines of one watch. Stateful for tables: only the first line carries the column definitions. */
export interface Frames {
  event(event: Pick<WatchEvent, 'type' | 'object'>): Uint8Array
  bookmark(resourceVersion: string, endOfInitial: boolean): Uint8Array
}

const encoder = new TextEncoder()
const line = (type: string, object: unknown): Uint8Array => encoder.encode(`${JSON.stringify({ type, object })}\n`)

/** Events are the same bytes for every watcher that wants whole objects, so they are serialised once. */
const serialised = new WeakMap<KubeObject, Map<string, Uint8Array>>()

const sharedLine = (type: string, object: KubeObject): Uint8Array => {
  const byType = serialised.get(object) ?? new Map<string, Uint8Array>()
  serialised.set(object, byType)
  const bytes = byType.get(type) ?? line(type, object)
  byType.set(type, bytes)
  return bytes
}

const marks = (endOfInitial: boolean) => (endOfInitial ? { annotations: { 'k8s.io/initial-events-end': 'true' } } : {})

/** Frames in the shape that the client asked for: objects, tables or metadata alone. */
export const framesFor = (call: Call): Frames => {
  const { shape, version } = call.as
  const { served } = call
  const bookmarked = (resourceVersion: string, end: boolean) => ({
    kind: served.kind,
    apiVersion: apiVersionOf(served),
    metadata: { resourceVersion, ...marks(end) },
  })
  if (shape === 'partial') {
    return {
      event: ({ type, object }) => line(type, partialMetadata(object, version)),
      bookmark: (revision, end) =>
        line('BOOKMARK', { ...bookmarked(revision, end), kind: 'PartialObjectMetadata', apiVersion: `meta.k8s.io/${version}` }),
    }
  }
  if (shape === 'table') return tableFrames(call, bookmarked)
  return {
    event: ({ type, object }) => sharedLine(type, object),
    bookmark: (revision, end) => line('BOOKMARK', bookmarked(revision, end)),
  }
}

const tableFrames = (call: Call, bookmarked: (revision: string, end: boolean) => object): Frames => {
  let columns = true
  const tableLine = (type: string, objects: KubeObject[], revision: string | undefined, rows?: object[]) => {
    const table = tableOf(objects, { resourceVersion: revision }, tableFormOf(call, call.as.version), columns)
    columns = false
    return line(type, rows ? { ...table, rows } : table)
  }
  return {
    event: ({ type, object }) => tableLine(type, [object], object.metadata.resourceVersion),
    bookmark: (revision, end) => tableLine('BOOKMARK', [], revision, [{ cells: [], object: bookmarked(revision, end) }]),
  }
}
