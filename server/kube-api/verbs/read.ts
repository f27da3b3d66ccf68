import { type Call, referenceOf } from '../call.ts'
import { presentList, presentObject } from '../present.ts'
import { listOptionsOf, text } from '../request-options.ts'

/** GET of one object; its status is shown with the whole of it, to those who may see the status. */
export const getObject = async (call: Call, subresource?: 'status'): Promise<Response> =>
  presentObject(
    call,
    200,
    await call.client.get(call.resource, referenceOf(call), {
      ...(subresource ? { subresource } : {}),
      ...text(call.query, 'resourceVersion'),
    }),
  )

/** GET of a collection, in pages when the client sets a limit. */
export const listObjects = async (call: Call): Promise<Response> =>
  presentList(call, await call.client.list(call.resource, listOptionsOf(call)))
