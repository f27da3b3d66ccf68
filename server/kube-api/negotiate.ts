import { StatusError } from '#domain/errors.ts'

/** How a client wants an answer: which shape, which version of that shape's group, which encoding. */
export interface Representation {
  /** `table` and `partial` are meta.k8s.io Table and PartialObjectMetadata(List); `discovery` an APIGroupDiscoveryList. */
  shape: 'object' | 'table' | 'partial' | 'discovery'
  /** Version of the shape's group: `v1`, `v1beta1`, `v2`; empty for plain objects. */
  version: string
  encoding: 'json' | 'yaml'
  pretty: boolean
}

interface MediaType {
  type: string
  parameters: Record<string, string>
  quality: number
}

/** What kind of request asks; a shape that makes no sense for it is passed over. */
export interface Offer {
  table?: boolean
  discovery?: boolean
  /** A watch can't be YAML. */
  yaml?: boolean
}

const readMediaTypes = (header: string): MediaType[] =>
  header
    .split(',')
    .map((part) => {
      const [type = '', ...rest] = part.split(';').map((piece) => piece.trim())
      const parameters = Object.fromEntries(
        rest.map((piece) => {
          const equals = piece.indexOf('=')
          return [piece.slice(0, equals), piece.slice(equals + 1)]
        }),
      )
      const quality = parameters.q === undefined ? 1 : Number(parameters.q)
      return { type: type.toLowerCase(), parameters, quality: Number.isNaN(quality) ? 1 : quality }
    })
    .filter(({ type, quality }) => type !== '' && quality > 0)
    // sort is stable: equal wishes keep the client's order
    .sort((a, b) => b.quality - a.quality)

/** Media types that mean YAML, in both directions. */
export const YAML_TYPES: ReadonlySet<string> = new Set(['application/yaml', 'application/x-yaml', 'text/yaml'])
const JSON_TYPES = new Set(['application/json', '*/*', 'application/*'])

const shapeOf = ({ parameters }: MediaType, offer: Offer): Pick<Representation, 'shape' | 'version'> | undefined => {
  const { as, v = '', g } = parameters
  if (as === undefined) return { shape: 'object', version: '' }
  if (as === 'Table' && g === 'meta.k8s.io' && offer.table && (v === 'v1' || v === 'v1beta1'))
    return { shape: 'table', version: v }
  if (/^PartialObjectMetadata(List)?$/.test(as) && g === 'meta.k8s.io' && offer.table && (v === 'v1' || v === 'v1beta1')) {
    return { shape: 'partial', version: v }
  }
  if (as === 'APIGroupDiscoveryList' && g === 'apidiscovery.k8s.io' && offer.discovery && (v === 'v2' || v === 'v2beta1')) {
    return { shape: 'discovery', version: v }
  }
  return undefined
}

/**
 * The first wish of the Accept header that can be met; NotAcceptable when none can. Answers are JSON or YAML, never protobuf: every
 * client that asks for protobuf also names JSON. https://kubernetes.io/docs/reference/using-api/api-concepts/#alternate-representations-of-resources
 */
export const negotiate = (request: Request, offer: Offer): Representation => {
  const pretty = isPretty(request)
  for (const wish of readMediaTypes(request.headers.get('accept') || '*/*')) {
    const encoding = JSON_TYPES.has(wish.type) ? 'json' : YAML_TYPES.has(wish.type) && offer.yaml !== false ? 'yaml' : undefined
    const shape = encoding && shapeOf(wish, offer)
    if (encoding && shape) return { ...shape, encoding, pretty }
  }
  throw new StatusError(
    'NotAcceptable',
    '406: Not Acceptable\n\nAvailable representations: application/json, application/yaml',
    {},
  )
}

const BY_HAND = /^(curl|Wget|Mozilla)\//i

const isPretty = (request: Request): boolean => {
  const asked = new URL(request.url).searchParams.get('pretty')
  if (asked !== null) return asked !== 'false' && asked !== '0'
  return BY_HAND.test(request.headers.get('user-agent') ?? '')
}

/** The media type of the request's body without parameters, or `application/json` when the client names none (kubectl scale does not). */
export const bodyMediaType = (request: Request): string =>
  (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() || 'application/json'
