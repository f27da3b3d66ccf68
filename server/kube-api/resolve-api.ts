import { StatusError } from '#domain/errors.ts'

/** Which of the Kubernetes APIs of this address a path belongs to. */
export interface ResolvedApi {
  /** The api's name at the doors. */
  api: string
  /** What stands before its own paths: empty, `/supervisors/NAME` or `/clusters/NAMESPACE/NAME`. */
  basePath: string
  /** The path below that, always with a slash in front. */
  rest: string
}

/** Finds the API of a path; NotFound, naming those that exist, when there is none. */
export type ResolveApi = (path: string) => ResolvedApi | Promise<ResolvedApi>

/** An API by its base path, as the control plane knows them. */
export interface KnownApi {
  api: string
  /** `/supervisors/NAME` or `/clusters/NAMESPACE/NAME`. */
  basePath: string
}

const BASE = /^(\/supervisors\/[^/]+|\/clusters\/[^/]+\/[^/]+)(\/.*)?$/

/**
 * Resolves against what `known` lists now. Paths at the root belong to the first Supervisor: the stock login plugin expects one there.
 */
export const createResolveApi =
  (known: () => readonly KnownApi[] | Promise<readonly KnownApi[]>): ResolveApi =>
  async (path) => {
    const apis = await known()
    const [, basePath, rest = '/'] = BASE.exec(path) ?? []
    if (basePath === undefined) {
      const first = apis.find((each) => each.basePath.startsWith('/supervisors/'))
      if (first) return { api: first.api, basePath: '', rest: path }
      throw none('there is no Supervisor yet: enable Workload Management on a vSphere cluster first')
    }
    const wanted = decode(basePath)
    const found = apis.find((each) => each.basePath === wanted)
    if (found) return { api: found.api, basePath, rest }
    const names = apis.map((each) => each.basePath)
    throw none(
      `there is no Kubernetes API at ${wanted}: ${names.length > 0 ? `there is ${names.join(', ')}` : 'there is none yet'}`,
    )
  }

const none = (message: string): StatusError => new StatusError('NotFound', message, {})

const decode = (path: string): string => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
