import type { Clock } from '#domain/clock.ts'
import { systemClock } from '#domain/clock.ts'
import { StatusError } from '#domain/errors.ts'
import type { Auth } from '#server/auth/auth.ts'
import type { CertificateAuthority } from '#server/auth/certificate-authority.ts'
import type { ServerNames } from '#server/auth/server-names.ts'
import type { Inventory } from '#server/inventory/inventory.ts'
import { createHostChanges } from './host-changes.ts'
import { errorResponse } from './respond.ts'
import type { Call, Connection, Route, VsphereApi } from './route.ts'
import { routes } from './routes.ts'

/** What the vSphere face is built from. */
export interface VsphereApiParts {
  auth: Auth
  authority: CertificateAuthority
  inventory: Inventory
  /** Base URLs as clients reach them: the API port and the web client. */
  urls: { api: string; web: string }
  /** Whom the certificate of the API is for. */
  apiNames: () => ServerNames
  clock?: Clock
}

const byPath = new Map(routes.map((route) => [route.path, route]))

/**
 * The vSphere face: the login endpoints of `kubectl vsphere`, REST sessions, and what host agents speak to. Answers undefined for a
 * path that is not its own.
 */
export const createVsphereApi = ({ clock = systemClock, ...parts }: VsphereApiParts) => {
  const api: VsphereApi = { ...parts, clock, changes: createHostChanges(parts.inventory, clock) }
  return async (request: Request, connection: Connection): Promise<Response | undefined> => {
    const call: Call = { request, connection, url: new URL(request.url) }
    const route = byPath.get(call.url.pathname)
    if (!route || (route.accepts && !route.accepts(call))) return undefined
    try {
      return await answer(route, api, call)
    } catch (error) {
      return errorResponse(error, route)
    }
  }
}

const answer = async ({ path, methods }: Route, api: VsphereApi, call: Call): Promise<Response> => {
  const { method } = call.request
  const handle = methods[method] ?? (method === 'HEAD' ? methods.GET : undefined)
  if (!handle) throw new StatusError('MethodNotAllowed', `${path} knows ${Object.keys(methods).join(', ')}, not ${method}.`)
  const response = await handle(api, call)
  return method === 'HEAD' ? new Response(null, response) : response
}
