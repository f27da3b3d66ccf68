import { openapiHash, openapiV2Document, openapiV3Document, openapiV3Index } from '#domain/kube/openapi/documents.ts'
import type { ServedResource as DescribedResource } from '#domain/kube/openapi/operations.ts'
import { encodeOpenapiV2Protobuf, OPENAPI_V2_PROTOBUF_MEDIA_TYPE } from '#domain/kube/openapi/v2-protobuf.ts'
import { respondBytes } from './respond.ts'
import type { ServedResource } from './served-resource.ts'
import { noSuchResource } from './status.ts'

/** Seconds; a document with its hash in the URL never changes. */
const YEAR = 31_536_000

/** Answers `/openapi/v2` and `/openapi/v3/…`; undefined for any other path. */
export type Openapi = (request: Request, basePath: string, path: string) => Promise<Response | undefined>

/** Serves the schema of everything served: https://kubernetes.io/docs/concepts/overview/kubernetes-api/#openapi-interface-definition */
export const createOpenapi = (served: readonly ServedResource[]): Openapi => {
  const described: DescribedResource[] = served.map((each) => ({
    ...each,
    subresources: each.subresources.map(({ name }) => name),
  }))
  let v2: { json: Uint8Array; protobuf: Uint8Array; etag: string } | undefined
  const openV2 = () => {
    const document = openapiV2Document(described)
    v2 ??= {
      json: Buffer.from(JSON.stringify(document)),
      protobuf: encodeOpenapiV2Protobuf(document),
      etag: `"${openapiHash(document)}"`,
    }
    return v2
  }
  return async (request, basePath, path) => {
    if (path === '/openapi/v2') return answerV2(request, openV2())
    if (path === '/openapi/v3') return answerJson(request, openapiV3Index(described, basePath), 'text/plain; charset=utf-8')
    const [, group = '', version = ''] = /^\/openapi\/v3\/(?:api|apis\/([^/]+))\/([^/]+)$/.exec(path) ?? []
    if (version === '') return undefined
    const document = openapiV3Document(described, group, version)
    if (!document) throw noSuchResource()
    return answerV3(request, document, `${basePath}${path}`)
  }
}

const answerV2 = (request: Request, { json, protobuf, etag }: { json: Uint8Array; protobuf: Uint8Array; etag: string }) => {
  const wantsProtobuf = /proto-openapi\.spec\.v2[@.]v1\.0\+protobuf/.test(request.headers.get('accept') ?? '')
  const type = wantsProtobuf ? OPENAPI_V2_PROTOBUF_MEDIA_TYPE : 'application/json'
  const headers = new Headers({ 'content-type': type, etag, vary: 'Accept' })
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  return respondBytes(request, 200, wantsProtobuf ? protobuf : json, headers)
}

const answerJson = (request: Request, body: object, type: string) =>
  respondBytes(request, 200, Buffer.from(JSON.stringify(body)), new Headers({ 'content-type': type }))

/** A request with another hash is sent to the right one, so that what is cached for a year is what it says it is. */
const answerV3 = (request: Request, document: Record<string, unknown>, path: string) => {
  const hash = openapiHash(document)
  const asked = new URL(request.url).searchParams.get('hash')
  const etag = `"${hash}"`
  const headers = new Headers({ 'content-type': 'application/json', etag, vary: 'Accept' })
  if (asked !== null && asked !== hash) {
    headers.set('location', `${path}?hash=${hash}`)
    return new Response(null, { status: 301, headers })
  }
  if (asked !== null) {
    headers.set('cache-control', 'public, immutable')
    headers.set('expires', new Date(Date.now() + YEAR * 1000).toUTCString())
  }
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  return respondBytes(request, 200, Buffer.from(JSON.stringify(document)), headers)
}
