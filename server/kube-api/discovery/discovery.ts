import { createHash } from 'node:crypto'
import { negotiate, type Representation } from '../negotiate.ts'
import type { GroupVersionPath } from '../path.ts'
import { respond } from '../respond.ts'
import type { ServedResource } from '../served-resource.ts'
import { noSuchResource } from '../status.ts'
import { aggregatedDiscovery } from './aggregated.ts'
import { type ApiGroup, groupsOf } from './groups.ts'
import { apiGroup, apiGroupList, apiResourceList, apiVersions } from './legacy.ts'

/** What is served, for clients to read: https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api */
export interface Discovery {
  /** Answers `/api`, `/apis` and `/apis/GROUP`; undefined for any other path. */
  root(request: Request, path: string): Promise<Response | undefined>
  /** Answers `/api/v1`, `/apis/apps/v1`; NotFound when nothing of it is served. */
  groupVersion(request: Request, path: GroupVersionPath): Promise<Response>
}

const etags = new WeakMap<object, string>()

const etagOf = (body: object): string => {
  const etag = etags.get(body) ?? `"${createHash('sha256').update(JSON.stringify(body)).digest('hex').toUpperCase()}"`
  etags.set(body, etag)
  return etag
}

/** Answers with the aggregated form, or 304 when the client has this very content. */
const respondAggregated = (request: Request, body: object, as: Representation): Promise<Response> | Response => {
  const headers = {
    'content-type': `application/json;g=apidiscovery.k8s.io;v=${as.version};as=APIGroupDiscoveryList`,
    etag: etagOf(body),
    'cache-control': 'public',
    vary: 'Accept',
  }
  if (request.headers.get('if-none-match') === headers.etag) return new Response(null, { status: 304, headers })
  return respond(request, 200, body, { as, headers })
}

/** Builds the documents once; the served resources do not change while the process runs. */
export const createDiscovery = (served: readonly ServedResource[]): Discovery => {
  const groups: ApiGroup[] = groupsOf(served)
  const aggregated = new Map<string, object>()
  const aggregatedBody = (root: 'api' | 'apis', version: string): object => {
    const key = `${root} ${version}`
    const body = aggregated.get(key) ?? aggregatedDiscovery(groups, root, version)
    aggregated.set(key, body)
    return body
  }
  return {
    root: async (request, path) => {
      const [, root, name, ...more] = path.split('/')
      if (more.length > 0 || !(root === 'apis' || (root === 'api' && name === undefined))) return undefined
      const as = negotiate(request, { discovery: name === undefined })
      if (as.shape === 'discovery') return respondAggregated(request, aggregatedBody(root, as.version), as)
      if (root === 'api') return respond(request, 200, apiVersions(groups, new URL(request.url).host), { as })
      const body = name === undefined ? apiGroupList(groups) : apiGroup(groups, name)
      if (!body) throw noSuchResource()
      return respond(request, 200, body, { as })
    },
    groupVersion: async (request, { group, version }) => {
      const body = apiResourceList(groups, group, version)
      if (!body) throw noSuchResource()
      return respond(request, 200, body, { as: negotiate(request, {}) })
    },
  }
}
