import type { Auth } from '#server/auth/auth.ts'
import { apiVersionOf } from '#server/resources/kind.ts'
import type { Call } from '../call.ts'
import type { ServedResource } from '../served-resource.ts'
import { reviewAccess, reviewOwnAccess } from './access-review.ts'
import { reviewOwnRules } from './rules-review.ts'
import { reviewSelf } from './self-review.ts'

/** A question that is asked by a POST, by whoever may create such reviews, and answered at once; nothing is kept. */
export type Review = (call: Call, auth: Auth) => Promise<Response>

const AUTHORIZATION = { group: 'authorization.k8s.io', version: 'v1' }
const AUTHENTICATION = { group: 'authentication.k8s.io', version: 'v1' }

const reviewed = (of: { group: string; version: string }, kind: string, namespaced = false): ServedResource => ({
  ...of,
  kind,
  resource: `${kind.toLowerCase()}s`,
  singular: kind.toLowerCase(),
  shortNames: [],
  categories: [],
  namespaced,
  verbs: ['create'],
  subresources: [],
  columns: [],
  cells: () => [],
})

const REVIEWS: { served: ServedResource; review: Review }[] = [
  { served: reviewed(AUTHORIZATION, 'SelfSubjectAccessReview'), review: reviewOwnAccess },
  { served: reviewed(AUTHORIZATION, 'SelfSubjectRulesReview'), review: reviewOwnRules },
  { served: reviewed(AUTHORIZATION, 'SubjectAccessReview'), review: reviewAccess },
  { served: reviewed(AUTHORIZATION, 'LocalSubjectAccessReview', true), review: reviewAccess },
  { served: reviewed(AUTHENTICATION, 'SelfSubjectReview'), review: reviewSelf },
]

/** The reviews as discovery lists them. */
export const reviewResources: ServedResource[] = REVIEWS.map(({ served }) => served)

/** The review that a served resource stands for; undefined when it is an ordinary resource. */
export const reviewFor = (served: ServedResource): Review | undefined =>
  REVIEWS.find((each) => each.served.kind === served.kind && apiVersionOf(each.served) === apiVersionOf(served))?.review
