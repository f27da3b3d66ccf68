import { type Call, referenceOf } from '../call.ts'
import { presentList, presentObject } from '../present.ts'
import { listOptionsOf } from '../request-options.ts'

/** GET of one object. */
export const getObject = async (call: Call): Promise<Response> =>
  presentObject(call, 200, await call.client.get(call.resource, referenceOf(call)))

/** GET of a collection, in pages when the client sets a limit. */
export const listObjects = async (call: Call): Promise<Response> =>
  presentList(call, await call.client.list(call.resource, listOptionsOf(call)))
