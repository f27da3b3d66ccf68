import { type Cause, conflict, isStatusError, type ResourceName, StatusError } from './errors.ts'

const CAUSE: Cause = { reason: 'LeaderReplaced', message: 'another control plane has taken over', field: '' }

const why = (of: string) => `the writer is no longer the leader of ${of}; ${CAUSE.message}`

/** 409 for a controller of the inventory that slept while another took over: it must stop. */
export const replacedInventoryLeader = (): StatusError => new StatusError('Conflict', why('the inventory'), { causes: [CAUSE] })

/** 409 for a write to an object by a controller that slept while another took over: it must stop. */
export const replacedLeader = (of: ResourceName, name: string): StatusError => {
  const { reason, message, details } = conflict(of, name, why('this API'))
  return new StatusError(reason, message, { ...details, causes: [CAUSE] })
}

/** True for both: unlike other conflicts, trying again is no use. */
export const isReplacedLeader = (error: unknown): boolean =>
  isStatusError(error) && error.details?.causes?.some(({ reason }) => reason === CAUSE.reason) === true
