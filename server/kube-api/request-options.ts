import { badRequest, invalid } from '#domain/errors.ts'
import type { DeleteOptions, ListOptions, WriteOptions } from '#server/resources/resources.ts'
import type { Call } from './call.ts'
import { type RawBody, readBody } from './read-body.ts'

/** A whole number parameter, or undefined when absent; BadRequest when it is something else. */
export const numberParameter = (query: URLSearchParams, name: string): number | undefined => {
  const text = query.get(name)
  if (text === null || text === '') return undefined
  if (!/^-?\d+$/.test(text)) throw badRequest(`invalid value "${text}" for ${name}: it must be a whole number`)
  return Number(text)
}

/** True for the ways clients write a boolean parameter: `true`, `1`, or the name alone. */
export const flag = (query: URLSearchParams, name: string): boolean => {
  const text = query.get(name)
  return text !== null && text !== 'false' && text !== '0'
}

const text = <K extends string>(query: URLSearchParams, name: K): { [P in K]?: string } => {
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

const dryRunOf = (values: readonly string[], kind: string): boolean => {
  const wrong = values.find((value) => value !== 'All' && value !== '')
  if (wrong !== undefined) {
    const message = `Unsupported value: "${wrong}": supported values: "All"`
    throw invalid(kind, 'meta.k8s.io', '', [{ reason: 'FieldValueNotSupported', message, field: 'dryRun' }])
  }
  return values.includes('All')
}

/** Who wrote a field, when the client does not say: its User-Agent up to the first slash. */
const fieldManagerOf = ({ request, query }: Call): string | undefined => {
  const named = query.get('fieldManager')
  if (named && named.length > 128) {
    throw invalid('PatchOptions', 'meta.k8s.io', '', [
      { reason: 'FieldValueTooLong', message: 'Too long: may not be more than 128 bytes', field: 'fieldManager' },
    ])
  }
  return named || request.headers.get('user-agent')?.split('/')[0] || undefined
}

/** dryRun and fieldManager of a create, update or patch. */
export const writeOptionsOf = (call: Call, kind: 'CreateOptions' | 'UpdateOptions' | 'PatchOptions'): WriteOptions => {
  const fieldManager = fieldManagerOf(call)
  return { dryRun: dryRunOf(call.query.getAll('dryRun'), kind), ...(fieldManager ? { fieldManager } : {}) }
}

interface DeleteBody {
  gracePeriodSeconds?: number
  propagationPolicy?: DeleteOptions['propagationPolicy']
  orphanDependents?: boolean
  preconditions?: { uid?: string; resourceVersion?: string }
  dryRun?: string[]
}

const POLICIES = ['Background', 'Foreground', 'Orphan']

/** The options of a delete as the client gave them in its body (metav1.DeleteOptions). */
export const deleteOptionsFrom = (body: DeleteBody): DeleteOptions => {
  const policy = body.propagationPolicy ?? (body.orphanDependents ? 'Orphan' : undefined)
  if (policy !== undefined && !POLICIES.includes(policy)) {
    const message = `Unsupported value: "${policy}": supported values: "Background", "Foreground", "Orphan"`
    throw invalid('DeleteOptions', 'meta.k8s.io', '', [{ reason: 'FieldValueNotSupported', message, field: 'propagationPolicy' }])
  }
  const { uid, resourceVersion } = body.preconditions ?? {}
  return {
    dryRun: dryRunOf(body.dryRun ?? [], 'DeleteOptions'),
    ...(body.gracePeriodSeconds === undefined || body.gracePeriodSeconds === null
      ? {}
      : { gracePeriodSeconds: Math.max(0, body.gracePeriodSeconds) }),
    ...(policy ? { propagationPolicy: policy } : {}),
    ...(uid || resourceVersion
      ? { preconditions: { ...(uid ? { uid } : {}), ...(resourceVersion ? { resourceVersion } : {}) } }
      : {}),
  }
}

/** The options of a delete from its body, or from the query when there is none. */
export const deleteOptionsOf = async (call: Call): Promise<DeleteOptions> => {
  const raw: RawBody = await readBody(call.request, 'DeleteOptions')
  if (!raw.empty && (typeof raw.value !== 'object' || raw.value === null || Array.isArray(raw.value))) {
    throw badRequest('the body of a delete must be an object of kind DeleteOptions')
  }
  const body = { ...((raw.value as DeleteBody | undefined) ?? {}) }
  const grace = numberParameter(call.query, 'gracePeriodSeconds')
  if (grace !== undefined) body.gracePeriodSeconds ??= grace
  const policy = call.query.get('propagationPolicy')
  if (policy) body.propagationPolicy ??= policy as DeleteBody['propagationPolicy'] & string
  const dryRun = call.query.getAll('dryRun')
  if (dryRun.length > 0) body.dryRun ??= dryRun
  return deleteOptionsFrom(body)
}
