import type { Kind } from '#server/resources/kind.ts'

/** What discovery, OpenAPI, tables and the verbs need to know about one resource of one group version. */
export type ServedResource = Pick<
  Kind,
  | 'group'
  | 'version'
  | 'kind'
  | 'resource'
  | 'singular'
  | 'shortNames'
  | 'categories'
  | 'namespaced'
  | 'verbs'
  | 'subresources'
  | 'columns'
  | 'cells'
>
