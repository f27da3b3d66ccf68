import { type Call, referenceOf } from '../call.ts'
import { deleteOptionsOf } from '../delete-options.ts'
import { presentList, presentObject } from '../present.ts'
import { listOptionsOf } from '../request-options.ts'
import { respond } from '../respond.ts'
import { successStatus } from '../status.ts'

/** DELETE of one object: itself while it is still ending, else a Status that says it is gone. */
export const deleteObject = async (call: Call): Promise<Response> => {
  const options = await deleteOptionsOf(call)
  const left = await call.client.delete(call.resource, referenceOf(call), options)
  if (left) return presentObject(call, 200, left)
  const { group, resource } = call.served
  const details = { name: call.path.name, ...(group ? { group } : {}), kind: resource }
  return respond(call.request, 200, successStatus({ details }), { as: call.as })
}

/** DELETE of a collection; answers with what was in it. */
export const deleteCollection = async (call: Call): Promise<Response> => {
  const options = await deleteOptionsOf(call)
  const items = await call.client.deleteCollection(call.resource, listOptionsOf(call), options)
  const newest = items.reduce((most, { metadata }) => Math.max(most, Number(metadata.resourceVersion ?? 0)), 0)
  return presentList(call, { items, resourceVersion: String(newest) })
}
