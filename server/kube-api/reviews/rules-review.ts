import { badRequest } from '#domain/errors.ts'
import type { Auth } from '#server/auth/auth.ts'
import type { Call } from '../call.ts'
import { presentObject } from '../present.ts'
import { receive } from '../verbs/write.ts'

/** What may I do in that namespace? `kubectl auth can-i --list`. */
export const reviewOwnRules = async (call: Call, auth: Auth): Promise<Response> => {
  const review = await receive(call, call.served)
  const { namespace } = (review.spec as { namespace?: string } | undefined) ?? {}
  if (!namespace) throw badRequest('no namespace on request')
  return presentObject(call, 201, { ...review, status: await auth.rulesFor(call.user, call.api, namespace) })
}
