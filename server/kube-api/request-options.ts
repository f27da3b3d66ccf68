import { badRequest, invalid } from '#domain/errors.ts'
import { notSupported, tooLong } from '#domain/kube/causes.ts'
import type { ListOptions, WriteOptions } from '#server/resources/resources.ts'
import type { Call } from './call.ts'

/** A whole number parameter, or undefined when absent; BadRequest when it is something else. */
export const numberParameter = (query: URLSearchParams, name: string): number | undefined => {
  const text = query.get(name)
  if (text === null || text === '') return undefined
  if (!/^-?\d+$/.test(text)) throw badRequest(`invalid value "${text}" for ${name}: it must be a whole number`)
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw badRequest(`invalid value "${text}" for ${name}: value out of range`)
  return value
}

/** True for the ways clients write a boolean parameter: `true`, `1`, or the name alone. */
export const flag = (query: URLSearchParams, name: string): boolean => {
  const text = query.get(name)
  return text !== null && text !== 'false' && text !== '0'
}

/** A parameter that is text, as a property of that name; nothing when it is absent or empty. */
export const text = <K extends string>(query: URLSearchParams, name: K): { [P in K]?: string } => {
  const value = query.get(name)
  return (value ? { [name]: value } : {}) as { [P in K]?: string }
}

/** https://kubernetes.io/docs/reference/kubernetes-api/common-parameters/common-parameters/ */
export const listOptionsOf = ({ path, query }: Call): ListOptions => {
  const limit = numberParameter(query, 'limit')
  return {
    ...(path.namespace === undefined ? {} : { namespace: path.namespace }),
    ...text(query, 'labelSelector'),
    ...text(query, 'fieldSelector'),
    ...text(query, 'continue'),
    ...text(query, 'resourceVersion'),
    ...text(query, 'resourceVersionMatch'),
    ...(limit ? { limit } : {}),
  }
}

/** Reads the values of `dryRun`: `All` or nothing. `kind` words the refusal. */
export const dryRunOf = (values: readonly string[], kind: string): boolean => {
  const wrong = values.find((value) => value !== 'All' && value !== '')
  if (wrong !== undefined) {
    throw invalid(kind, 'meta.k8s.io', '', [notSupported('dryRun', wrong, ['All'])])
  }
  return values.includes('All')
}

/** Who wrote a field, when the client does not say: its User-Agent up to the first slash. */
const fieldManagerOf = ({ request, query }: Call, kind: string): string | undefined => {
  const named = query.get('fieldManager')
  if (named && named.length > 128) {
    throw invalid(kind, 'meta.k8s.io', '', [tooLong('fieldManager', 128)])
  }
  return named || request.headers.get('user-agent')?.split('/')[0] || undefined
}

/** What Kubernetes calls the options of a write, in its refusals. */
export type OptionsKind = 'CreateOptions' | 'UpdateOptions' | 'PatchOptions'

/** dryRun and fieldManager of a create, update or patch. */
export const writeOptionsOf = (call: Call, kind: OptionsKind): WriteOptions => {
  const fieldManager = fieldManagerOf(call, kind)
  return { dryRun: dryRunOf(call.query.getAll('dryRun'), kind), ...(fieldManager ? { fieldManager } : {}) }
}
