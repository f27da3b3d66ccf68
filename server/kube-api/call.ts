import type { Clock } from '#domain/clock.ts'
import type { User } from '#domain/user.ts'
import type { ResourceClient } from '#server/resources/resources.ts'
import type { Representation } from './negotiate.ts'
import type { ResourcePath } from './path.ts'
import type { ServedResource } from './served-resource.ts'

/** One request about objects, after it is known who asks, of which API and about what. */
export interface Call {
  request: Request
  query: URLSearchParams
  user: User
  api: string
  client: ResourceClient
  path: ResourcePath
  /** As authorisation and discovery name it: `get`, `list`, `deletecollection` … ; empty for a method that is none. */
  verb: string
  served: ServedResource
  /** `pods`, `deployments.apps`: what the door calls it. */
  resource: string
  /** The representation agreed on, before anything is done. */
  as: Representation
  clock: Clock
  /** Sentences for `Warning:` headers; verbs add to them. */
  warnings: string[]
}

/** The object the path names; only for paths with a name. */
export const referenceOf = ({ path }: Call): { namespace?: string; name: string } => ({
  ...(path.namespace === undefined ? {} : { namespace: path.namespace }),
  name: path.name ?? '',
})
