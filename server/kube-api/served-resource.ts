import type { KubeObject } from '#domain/kube/object.ts'

/** One column of a Table: https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables */
export interface ServedColumn {
  name: string
  type: string
  format?: string
  description?: string
  /** 0 is always shown, 1 only with `-o wide`. */
  priority?: number
}

/** A subresource with the kind that its requests and answers are of, which may be of another group (Scale, Eviction). */
export interface ServedSubresource {
  name: string
  group: string
  version: string
  kind: string
  verbs: readonly string[]
}

/** What discovery, OpenAPI, tables and the verbs need to know about one resource of one group version. */
export interface ServedResource {
  group: string
  version: string
  kind: string
  /** The plural, lower case: `deployments`. */
  resource: string
  singular: string
  shortNames: readonly string[]
  categories: readonly string[]
  namespaced: boolean
  verbs: readonly string[]
  subresources: readonly ServedSubresource[]
  columns: readonly ServedColumn[]
  /** One cell per column; `now` is what ages are counted from. */
  cells(object: KubeObject, now: Date): readonly unknown[]
}

/** How the doors name a resource: `pods`, `deployments.apps`. */
export const resourceId = ({ group, resource }: { group: string; resource: string }): string => (group ? `${resource}.${group}` : resource)

/** `v1`, `apps/v1`. */
export const apiVersionOf = ({ group, version }: { group: string; version: string }): string => (group ? `${group}/${version}` : version)
