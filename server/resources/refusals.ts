import { forbidden, type ResourceName, StatusError } from '#domain/errors.ts'
import { countedAs, exceededMessage } from '#domain/kube/quota.ts'
import type { ResourceQuota } from '#domain/kube/workloads.ts'
import type { WriteOutcome } from '#server/store/object-store.ts'

type Exceeded = Extract<WriteOutcome, { reason: 'quota' }>['exceeded']

/** 403 in Kubernetes' words for a write that a quota refuses, with the names that the quota itself uses. */
export const quotaRefusal = (
  of: ResourceName,
  name: string,
  exceeded: Exceeded,
  quotas: readonly ResourceQuota[],
): StatusError => {
  const keyOf = (quota: string, resource: string) => {
    const hard = quotas.find(({ metadata }) => metadata.name === quota)?.spec?.hard ?? {}
    return Object.keys(hard).find((key) => countedAs(key) === resource) ?? resource
  }
  return forbidden(of, name, exceededMessage(exceeded, keyOf))
}

/** 409 for preconditions on the uid. */
export const uidRefusal = (kind: string, name: string, wanted: string, found: string): StatusError =>
  new StatusError(
    'Conflict',
    `Operation cannot be fulfilled on ${kind} "${name}": the UID in the precondition (${wanted}) does not match the UID in record (${found}). ` +
      'The object might have been deleted and then recreated',
    { name, kind },
  )

/** 409 for preconditions on the revision. */
export const revisionRefusal = (kind: string, name: string, wanted: string, found: string): StatusError =>
  new StatusError(
    'Conflict',
    `Operation cannot be fulfilled on ${kind} "${name}": the ResourceVersion in the precondition (${wanted}) does not match the ResourceVersion in record (${found}). ` +
      'The object might have been modified',
    { name, kind },
  )
