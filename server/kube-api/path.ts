/** A path about objects: `/api/v1/namespaces/web/pods/p/log`, `/apis/apps/v1/deployments`. */
export interface ResourcePath {
  form: 'resource'
  /** Empty for the core group. */
  group: string
  version: string
  resource: string
  namespace?: string
  name?: string
  subresource?: string
  /** True for the old watch paths, `/api/v1/watch/namespaces/web/pods`. */
  legacyWatch: boolean
}

/** A path about the API itself: discovery, health, schema. */
export interface PlainPath {
  form: 'plain'
  path: string
}

/** A path that lists what a group version serves: `/api/v1`, `/apis/apps/v1`. */
export interface GroupVersionPath {
  form: 'group-version'
  group: string
  version: string
}

export type ApiPath = ResourcePath | PlainPath | GroupVersionPath

/**
 * Reads a path below an API's base, as RequestInfo does; it does not know which resources exist.
 * https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-uris
 */
export const parsePath = (path: string): ApiPath => {
  const parts = path.split('/').filter(Boolean).map(decodePart)
  const plain: PlainPath = { form: 'plain', path: `/${parts.join('/')}` }
  const isCore = parts[0] === 'api'
  if (!isCore && parts[0] !== 'apis') return plain
  const group = isCore ? '' : (parts[1] ?? '')
  const version = isCore ? parts[1] : parts[2]
  if (version === undefined || (!isCore && !group)) return plain
  const rest = parts.slice(isCore ? 2 : 3)
  if (rest.length === 0) return { form: 'group-version', group, version }
  const legacyWatch = rest[0] === 'watch' && rest.length > 1
  const target = objectParts(legacyWatch ? rest.slice(1) : rest)
  return target ? { form: 'resource', group, version, legacyWatch, ...target } : plain
}

type Target = Pick<ResourcePath, 'resource' | 'namespace' | 'name' | 'subresource'>

/** Namespaces themselves are the one kind whose own path starts like the path of something inside them. */
const OF_NAMESPACES = new Set(['status', 'finalize'])

const objectParts = (parts: string[]): Target | undefined => {
  const [first, second, third] = parts
  if (first !== 'namespaces' || second === undefined || third === undefined || OF_NAMESPACES.has(third)) return target(parts)
  const inside = target(parts.slice(2))
  return inside && { ...inside, namespace: second }
}

const target = ([resource, name, subresource, ...rest]: string[]): Target | undefined =>
  resource === undefined || rest.length > 0
    ? undefined
    : { resource, ...(name !== undefined ? { name } : {}), ...(subresource !== undefined ? { subresource } : {}) }

const decodePart = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
