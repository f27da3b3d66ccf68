import { badRequest } from '#domain/errors.ts'

/** Where a list goes on: after this key, in a list that began at this revision. */
export interface ContinuePoint {
  revision: string
  after: { namespace: string; name: string }
}

/** https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks ; opaque to clients. */
export const formatContinue = ({ revision, after }: ContinuePoint): string =>
  Buffer.from(
    JSON.stringify({ v: 'meta.k8s.io/v1', rv: Number(revision), start: `${after.namespace}/${after.name}\u0000` }),
  ).toString('base64url')

/** The point a token stands for; BadRequest when it is not one of ours. */
export const parseContinue = (token: string): ContinuePoint => {
  const refuse = (why: string) => badRequest(`invalid continue token: continue key is not valid: ${why}`)
  let value: { v?: unknown; rv?: unknown; start?: unknown }
  try {
    value = JSON.parse(Buffer.from(token, 'base64url').toString())
  } catch {
    throw refuse('it is not one that this server gave')
  }
  const [, namespace, name] = /^([^/]*)\/([^/]+)\0$/.exec(String(value?.start)) ?? []
  if (value?.v !== 'meta.k8s.io/v1' || !Number.isSafeInteger(value.rv) || namespace === undefined || name === undefined) {
    throw refuse('unknown version or position')
  }
  return { revision: String(value.rv), after: { namespace, name } }
}
