import { randomUUID } from 'node:crypto'
import type { Clock } from '#domain/clock.ts'
import { hasReason, StatusError } from '#domain/errors.ts'
import type { Auth } from '#server/auth/auth.ts'
import { kindId } from '#server/resources/kind.ts'
import type { Resources } from '#server/resources/resources.ts'
import type { Call } from './call.ts'
import { asksForDefinitions, noDefinitions } from './discovery/definitions.ts'
import { createDiscovery } from './discovery/discovery.ts'
import { dispatch } from './dispatch.ts'
import { answerHealth, type HealthChecks, isHealthPath } from './health.ts'
import { type Connection, identify } from './identity.ts'
import { mayDo, mayRead } from './may.ts'
import { negotiate } from './negotiate.ts'
import { createOpenapi } from './openapi.ts'
import { parsePath, type ResourcePath } from './path.ts'
import { requestAttributes } from './request-attributes.ts'
import type { ResolveApi, ResolvedApi } from './resolve-api.ts'
import { respond, respondError, respondText } from './respond.ts'
import { servedResources } from './served-resources.ts'
import { asStatusError, noSuchResource } from './status.ts'
import { type ServerVersion, versionBody } from './version.ts'
import { warningHeaders } from './warnings.ts'

/** What the Kubernetes face is built from. */
export interface KubeApiParts {
  resources: Resources
  auth: Auth
  resolveApi: ResolveApi
  clock: Clock
  version: ServerVersion
  /** What must work for `/readyz` to say so. */
  checks?: HealthChecks
  /** Told of defects: whatever is thrown that is no refusal, with the id that the client was given. */
  log?: (id: string, error: unknown) => void
}

/** Answers one request of a Kubernetes API; never throws. */
export type KubeApi = (request: Request, connection: Connection) => Promise<Response>

const toConsole = (id: string, error: unknown) => console.error(`request ${id} failed:`, error)

/**
 * The Kubernetes face as a function from Request to Response, for all APIs of this address.
 * https://kubernetes.io/docs/reference/using-api/api-concepts/
 */
export const createKubeApi = (parts: KubeApiParts): KubeApi => {
  const answer = createAnswer(parts)
  return async (request, connection) => {
    const id = randomUUID()
    const warnings: string[] = []
    let response: Response
    try {
      response = await answer(request, connection, warnings)
    } catch (error) {
      response = await respondError(request, asStatusError(error, id, parts.log ?? toConsole))
    }
    response.headers.set('audit-id', id)
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-cache, private')
    for (const warning of warningHeaders(warnings)) response.headers.append('warning', warning)
    return response
  }
}

type Answer = (request: Request, connection: Connection, warnings: string[]) => Promise<Response>

const createAnswer = (parts: KubeApiParts): Answer => {
  const { auth, resources, clock } = parts
  const discovery = createDiscovery(servedResources)
  const openapi = createOpenapi(servedResources)
  const plain = createPlain(parts, discovery.root, openapi)

  const aboutObjects = async (request: Request, connection: Connection, api: string, path: ResourcePath, warnings: string[]) => {
    const user = await identify(auth, api, request, connection)
    const query = new URL(request.url).searchParams
    const asked = requestAttributes(request.method, path, query)
    // Before anything is looked at or read: who may not, learns nothing about what there is. The doors ask again for themselves.
    await mayDo(auth, user, api, asked)
    const served = servedResources.find(
      (each) => each.resource === path.resource && each.group === path.group && each.version === path.version,
    )
    if (!served) throw noSuchResource()
    const base = {
      request,
      query,
      user,
      api,
      path,
      verb: asked.verb,
      served,
      clock,
      warnings,
      resource: kindId(served),
      client: resources.as(user, api),
    }
    // a log is text whatever the client accepts
    const as = path.subresource === 'log' ? ANY : negotiate(request, { table: true, yaml: asked.verb !== 'watch' })
    const call: Call = { ...base, as }
    return dispatch(call, auth)
  }

  return async (request, connection, warnings) => {
    const resolved = await resolve(parts, request, connection)
    const path = parsePath(resolved.rest)
    if (path.form === 'plain') return plain(request, connection, resolved, path.path)
    const isDefinitions = asksForDefinitions(request.method, path)
    if (path.form === 'resource' && !isDefinitions) return aboutObjects(request, connection, resolved.api, path, warnings)
    const user = await identify(auth, resolved.api, request, connection)
    await mayRead(auth, user, resolved.api, resolved.rest)
    return path.form === 'resource' ? noDefinitions(request) : discovery.groupVersion(request, path)
  }
}

const ANY = { shape: 'object', version: '', encoding: 'json', pretty: false } as const

type Plain = (request: Request, connection: Connection, resolved: ResolvedApi, path: string) => Promise<Response>

/** Requests about the API itself, not about objects. */
const createPlain =
  (parts: KubeApiParts, discover: ReturnType<typeof createDiscovery>['root'], openapi: ReturnType<typeof createOpenapi>): Plain =>
  async (request, connection, { api, basePath }, path) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      const user = await identify(parts.auth, api, request, connection)
      await mayRead(parts.auth, user, api, path, request.method.toLowerCase())
      throw new StatusError('MethodNotAllowed', `${path} can only be read`, {})
    }
    if (isHealthPath(path)) return answerHealth(parts.checks ?? {}, path, new URL(request.url).searchParams)
    if (path === '/version') return respond(request, 200, versionBody(parts.version), { as: negotiate(request, {}) })
    const user = await identify(parts.auth, api, request, connection)
    await mayRead(parts.auth, user, api, path)
    if (path === '/') return respond(request, 200, { paths: PATHS.concat(groupPaths()) }, { as: negotiate(request, {}) })
    return (await discover(request, path)) ?? (await openapi(request, basePath, path)) ?? respondText(404, '404 page not found\n')
  }

const PATHS = ['/api', '/apis', '/healthz', '/livez', '/openapi/v2', '/openapi/v3', '/readyz', '/version']

const groupPaths = (): string[] => [
  ...new Set(servedResources.map(({ group, version }) => (group ? `/apis/${group}/${version}` : `/api/${version}`))),
]

/** Health and version answer even when there is no API to speak for yet; which ones there are is told to nobody unknown. */
const resolve = async ({ resolveApi, auth }: KubeApiParts, request: Request, connection: Connection): Promise<ResolvedApi> => {
  const { pathname } = new URL(request.url)
  try {
    return await resolveApi(pathname)
  } catch (error) {
    if (!hasReason(error, 'NotFound')) throw error
    if (isHealthPath(pathname) || pathname === '/version') return { api: '', basePath: '', rest: pathname }
    const { groups } = await identify(auth, '', request, connection)
    if (groups.includes('system:unauthenticated')) throw new StatusError('Unauthorized', 'Unauthorized')
    throw error
  }
}
