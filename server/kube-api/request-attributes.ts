import { parseFieldSelector } from '#domain/kube/field-selector.ts'
import type { AccessRequest } from '#server/auth/auth.ts'
import type { ResourcePath } from './path.ts'
import { flag } from './request-options.ts'

const VERBS: Record<string, string> = { POST: 'create', GET: 'get', HEAD: 'get', PUT: 'update', PATCH: 'patch', DELETE: 'delete' }

const verbOf = (method: string, path: ResourcePath, query: URLSearchParams): string => {
  const verb = VERBS[method] ?? ''
  if (path.legacyWatch && verb === 'get') return 'watch'
  if (path.name !== undefined) return verb
  if (verb === 'get') return flag(query, 'watch') ? 'watch' : 'list'
  return verb === 'delete' ? 'deletecollection' : verb
}

/** A list or watch that can only be of one object counts as being about it, so that a rule with resourceNames may allow it. */
const selectedName = (verb: string, query: URLSearchParams): string | undefined => {
  const selector = query.get('fieldSelector')
  if (!selector || (verb !== 'list' && verb !== 'watch')) return undefined
  try {
    return parseFieldSelector(selector).find(({ field, equals }) => field === 'metadata.name' && equals)?.value
  } catch {
    return undefined // whoever may list is told what is wrong with it
  }
}

/**
 * What a request about objects is asked of the authoriser as, from its method and URL alone: before it is known whether there is such a
 * resource, and before its body is read. https://kubernetes.io/docs/reference/access-authn-authz/authorization/#determine-the-request-verb
 */
export const requestAttributes = (method: string, path: ResourcePath, query: URLSearchParams): AccessRequest => {
  const { group, resource, subresource } = path
  const verb = verbOf(method, path, query)
  const isNamespaceItself = group === '' && resource === 'namespaces' && path.namespace === undefined
  const namespace = isNamespaceItself ? path.name : path.namespace
  const name = path.name ?? selectedName(verb, query)
  return {
    verb,
    group,
    resource,
    ...(subresource === undefined ? {} : { subresource }),
    ...(namespace ? { namespace } : {}),
    ...(name ? { name } : {}),
  }
}
