import { kinds } from '#server/resources/kinds.ts'
import { reviewResources } from './reviews/reviews.ts'
import type { ServedResource } from './served-resource.ts'

/** Everything that is served, of all groups: the kinds behind the door and the reviews that are answered here. */
export const servedResources: readonly ServedResource[] = [...kinds, ...reviewResources]
