import { badRequest, invalid } from '#domain/errors.ts'
import type { WatchOptions } from '#server/resources/resources.ts'
import type { Call } from '../call.ts'
import { flag, listOptionsOf, numberParameter } from '../request-options.ts'

/** How a watch was asked for: https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes */
export interface WatchRequest {
  selection: Pick<WatchOptions, 'namespace' | 'labelSelector' | 'fieldSelector'>
  /** Start with what is there now. */
  initial: boolean
  /** The client wants a bookmark at the end of what is there now (a streaming list). */
  markEndOfInitial: boolean
  /** Events after this revision; absent to go on from now, and when `initial`. */
  after?: string
  bookmarks: boolean
  timeoutSeconds: number
}

const refuse = (field: string, message: string) =>
  invalid('ListOptions', 'meta.k8s.io', '', [{ reason: 'FieldValueForbidden', message: `Forbidden: ${message}`, field }])

/** Seconds that a timer can count. */
const LONGEST = 2_147_483

/** Between 30 and 60 minutes, so that watches that began together do not end together. */
const defaultTimeout = (): number => 1800 + Math.floor(Math.random() * 1800)

/** Reads and checks the parameters of a watch; Invalid or BadRequest in Kubernetes' words. */
export const watchRequestOf = (call: Call): WatchRequest => {
  const { query, path } = call
  const { namespace, labelSelector, fieldSelector, resourceVersion = '', resourceVersionMatch } = listOptionsOf(call)
  if (query.has('sendInitialEvents') && resourceVersionMatch !== 'NotOlderThan') {
    throw refuse('resourceVersionMatch', 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan')
  }
  if (!query.has('sendInitialEvents') && resourceVersionMatch !== undefined) {
    throw refuse('resourceVersionMatch', 'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided')
  }
  if (resourceVersion !== '' && !/^\d+$/.test(resourceVersion)) {
    throw badRequest(
      `resourceVersion: Invalid value: "${resourceVersion}": strconv.ParseUint: parsing "${resourceVersion}": invalid syntax`,
    )
  }
  const streamingList = flag(query, 'sendInitialEvents')
  const fromNow = resourceVersion === '' || resourceVersion === '0'
  const named = path.name === undefined ? undefined : `metadata.name=${path.name}`
  const fields = [fieldSelector, named].filter(Boolean).join(',')
  const initial = streamingList || (fromNow && !query.has('sendInitialEvents'))
  return {
    selection: {
      ...(namespace ? { namespace } : {}),
      ...(labelSelector ? { labelSelector } : {}),
      ...(fields ? { fieldSelector: fields } : {}),
    },
    initial,
    markEndOfInitial: streamingList && flag(query, 'allowWatchBookmarks'),
    ...(initial || fromNow ? {} : { after: resourceVersion }),
    bookmarks: flag(query, 'allowWatchBookmarks'),
    timeoutSeconds: Math.min(numberParameter(query, 'timeoutSeconds') || defaultTimeout(), LONGEST),
  }
}
