import { type Kind, kindId } from '#server/resources/kind.ts'
import { kinds } from '#server/resources/kinds.ts'

/** A kind as controllers that work on every kind see it. */
export interface ContentKind {
  resource: string
  group: string
  kind: string
  namespaced: boolean
}

const isContent = ({ view, verbs }: Kind): boolean => !view && ['list', 'watch', 'delete'].every((verb) => verbs.includes(verb))

/** Every kind that can be listed, followed and deleted, each once however many ways there are to see it. */
export const contentKinds = (): ContentKind[] =>
  kinds.filter(isContent).map((kind) => ({
    resource: kindId(kind),
    group: kind.group,
    kind: kind.kind,
    namespaced: kind.namespaced,
  }))
