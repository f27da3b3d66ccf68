import type { Call } from '../call.ts'
import { presentObject } from '../present.ts'
import { receive } from '../verbs/write.ts'

/** Who am I? `kubectl auth whoami`: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#self-subject-review */
export const reviewSelf = async (call: Call): Promise<Response> => {
  const review = await receive(call, call.served)
  const { name, groups, uid } = call.user
  const creationTimestamp = call.clock
    .now()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
  const status = { userInfo: { username: name, ...(uid ? { uid } : {}), groups } }
  return presentObject(call, 201, { ...review, metadata: { ...review.metadata, creationTimestamp }, status })
}
