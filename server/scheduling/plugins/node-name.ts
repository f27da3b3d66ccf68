import type { Refusal } from '#domain/placement.ts'
import type { FilterPlugin } from '../framework.ts'

const REFUSED: readonly Refusal[] = [
  { plugin: 'NodeName', reason: "node(s) didn't match the requested node name", resolvable: false },
]

/** A pod that names its host may only run there. */
export const nodeName: FilterPlugin = {
  name: 'NodeName',
  check: ({ pod }) => {
    const wanted = pod.spec.nodeName
    return wanted ? (host) => (host.name === wanted ? undefined : REFUSED) : undefined
  },
}
