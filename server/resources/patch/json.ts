import { applyPatch, type Operation } from 'rfc6902'
import { badRequest, StatusError } from '#domain/errors.ts'

const OPERATIONS = ['add', 'remove', 'replace', 'move', 'copy', 'test']

/** A patch that can't be applied: Kubernetes says no more than this. */
const refused = () => new StatusError('Invalid', 'the server rejected our request due to an error in our request', {})

/** Reads the operations; BadRequest when they are none. */
const operationsOf = (patch: unknown): Operation[] => {
  if (!Array.isArray(patch)) throw badRequest('a JSON patch must be a list of operations')
  for (const [index, operation] of patch.entries()) {
    if (typeof operation?.op !== 'string' || !OPERATIONS.includes(operation.op) || typeof operation.path !== 'string') {
      throw badRequest(`error decoding patch: operation ${index} needs a path and an op that is one of ${OPERATIONS.join(', ')}`)
    }
  }
  return patch as Operation[]
}

/** JSON patch: all operations or none; Invalid when one can't be applied. https://www.rfc-editor.org/rfc/rfc6902 */
export const applyJsonPatch = (target: unknown, patch: unknown): unknown => {
  const operations = operationsOf(patch)
  const document = { root: structuredClone(target) }
  const errors = applyPatch(
    document,
    operations.map((operation) => ({
      ...operation,
      path: `/root${operation.path}`,
      ...('from' in operation ? { from: `/root${operation.from}` } : {}),
    })) as Operation[],
  )
  if (errors.some((error) => error !== null)) throw refused()
  return document.root
}
