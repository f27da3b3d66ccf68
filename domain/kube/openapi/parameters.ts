import type { Operation } from './operations.ts'

/** A query or path parameter, independent of the OpenAPI version. */
export interface Parameter {
  name: string
  in: 'query' | 'path'
  type: 'string' | 'integer' | 'boolean'
}

const query = (type: Parameter['type'], ...names: string[]): Parameter[] => names.map((name) => ({ name, in: 'query', type }))

const WRITE = query('string', 'dryRun', 'fieldManager', 'fieldValidation', 'pretty')
const DELETE = [
  ...query('string', 'dryRun', 'propagationPolicy', 'pretty'),
  ...query('integer', 'gracePeriodSeconds'),
  ...query('boolean', 'orphanDependents'),
]
const LIST = [
  ...query('string', 'continue', 'fieldSelector', 'labelSelector', 'pretty', 'resourceVersion', 'resourceVersionMatch'),
  ...query('integer', 'limit', 'timeoutSeconds'),
  ...query('boolean', 'allowWatchBookmarks', 'sendInitialEvents', 'watch'),
]
const BY_ACTION: Record<string, Parameter[]> = {
  list: LIST,
  post: WRITE,
  put: WRITE,
  patch: [...WRITE, ...query('boolean', 'force')],
  delete: DELETE,
  deletecollection: [...DELETE, ...LIST.filter(({ name }) => !['pretty', 'watch', 'allowWatchBookmarks'].includes(name))],
  get: query('string', 'pretty'),
}

/**
 * The parameters of an operation. kubectl looks for `fieldValidation` and `dryRun` here before it leaves checking to the server.
 * https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation
 */
export const parametersOf = ({ path, action }: Operation): Parameter[] => [
  ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']): Parameter => ({ name, in: 'path', type: 'string' })),
  ...(BY_ACTION[action] ?? []),
]
