import { invalid } from '#domain/errors.ts'
import { invalidValue, notSupported } from '#domain/kube/causes.ts'
import type { DeleteOptions } from '#server/resources/resources.ts'
import type { Call } from './call.ts'
import { decodeObject, type RawBody, readBody } from './read-body.ts'
import { dryRunOf, flag, numberParameter } from './request-options.ts'

/** What matters of metav1.DeleteOptions: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/delete-options/ */
interface DeleteBody {
  gracePeriodSeconds?: number
  propagationPolicy?: string
  orphanDependents?: boolean
  preconditions?: { uid?: string; resourceVersion?: string }
  dryRun?: string[]
}

type Policy = NonNullable<DeleteOptions['propagationPolicy']>

const POLICIES: readonly string[] = ['Background', 'Foreground', 'Orphan'] satisfies Policy[]

const policyOf = ({ propagationPolicy, orphanDependents }: DeleteBody): Policy | undefined => {
  const refuse = (cause: ReturnType<typeof invalidValue>) => invalid('DeleteOptions', 'meta.k8s.io', '', [cause])
  if (propagationPolicy === undefined) return orphanDependents ? 'Orphan' : undefined
  if (orphanDependents !== undefined) {
    const message = 'orphanDependents and deletionPropagation cannot be both set'
    throw refuse(invalidValue('propagationPolicy', propagationPolicy, message))
  }
  if (!POLICIES.includes(propagationPolicy)) throw refuse(notSupported('propagationPolicy', propagationPolicy, POLICIES))
  return propagationPolicy as Policy
}

/** The options of a delete as the client gave them, checked; Invalid for a policy that there is not. A negative grace means a second. */
export const deleteOptionsFrom = (body: DeleteBody): DeleteOptions => {
  const policy = policyOf(body)
  const { gracePeriodSeconds: grace, preconditions: { uid, resourceVersion } = {} } = body
  return {
    dryRun: dryRunOf(body.dryRun ?? [], 'DeleteOptions'),
    ...(grace === undefined ? {} : { gracePeriodSeconds: grace < 0 ? 1 : grace }),
    ...(policy ? { propagationPolicy: policy } : {}),
    ...(uid || resourceVersion
      ? { preconditions: { ...(uid ? { uid } : {}), ...(resourceVersion ? { resourceVersion } : {}) } }
      : {}),
  }
}

/** DeleteOptions are part of every group: a client names the version of what it deletes. */
const readOptions = (raw: RawBody): DeleteBody => {
  const isObject = typeof raw.value === 'object' && raw.value !== null && !Array.isArray(raw.value)
  const value = isObject ? { ...(raw.value as object), apiVersion: 'v1' } : raw.value
  const { object } = decodeObject({ ...raw, value }, { group: '', version: 'v1', kind: 'DeleteOptions' }, 'Ignore')
  return object as DeleteBody
}

/** The options of a delete from its body, or from the query where that says nothing; BadRequest when the body is no DeleteOptions. */
export const deleteOptionsOf = async ({ request, query }: Call): Promise<DeleteOptions> => {
  const raw = await readBody(request, 'DeleteOptions')
  const body: DeleteBody = raw.empty ? {} : { ...readOptions(raw) }
  const grace = numberParameter(query, 'gracePeriodSeconds')
  if (grace !== undefined) body.gracePeriodSeconds ??= grace
  const policy = query.get('propagationPolicy')
  if (policy) body.propagationPolicy ??= policy
  if (query.has('orphanDependents')) body.orphanDependents ??= flag(query, 'orphanDependents')
  const dryRun = query.getAll('dryRun')
  if (dryRun.length > 0) body.dryRun ??= dryRun
  return deleteOptionsFrom(body)
}
