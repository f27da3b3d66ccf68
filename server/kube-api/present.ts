import type { KubeObject } from '#domain/kube/object.ts'
import { apiVersionOf } from '#server/resources/kind.ts'
import type { ResourceList } from '#server/resources/resources.ts'
import type { Call } from './call.ts'
import { respond } from './respond.ts'
import { scaleTable } from './scale-table.ts'
import { includeObjectOf, partialMetadata, type TableForm, tableOf } from './table.ts'

/** How this call wants its tables. */
export const tableFormOf = ({ served, query, clock }: Call, version: string): TableForm => ({
  served,
  version,
  include: includeObjectOf(query),
  now: clock.now(),
})

/** Answers with one object in the shape that the client asked for. */
export const presentObject = (call: Call, status: number, object: KubeObject): Promise<Response> => {
  const { as, served } = call
  const table = object.kind === 'Scale' ? scaleTable : served
  // a review has no columns: clients print it as an object
  const hasColumns = table.columns.length > 0
  const body =
    as.shape === 'table' && hasColumns
      ? tableOf(
          [object],
          { resourceVersion: object.metadata.resourceVersion },
          { ...tableFormOf(call, as.version), served: table },
        )
      : as.shape === 'partial'
        ? partialMetadata(object, as.version)
        : object
  return respond(call.request, status, body, { as })
}

/** Answers with a list in the shape that the client asked for. */
export const presentList = (call: Call, list: ResourceList): Promise<Response> => {
  const { as } = call
  const metadata = {
    resourceVersion: list.resourceVersion,
    ...(list.continue ? { continue: list.continue } : {}),
    ...(list.remainingItemCount === undefined ? {} : { remainingItemCount: list.remainingItemCount }),
  }
  const { served } = call
  const body =
    as.shape === 'table'
      ? tableOf(list.items, metadata, tableFormOf(call, as.version))
      : as.shape === 'partial'
        ? {
            kind: 'PartialObjectMetadataList',
            apiVersion: `meta.k8s.io/${as.version}`,
            metadata,
            items: list.items.map((item) => partialMetadata(item, as.version)),
          }
        : { kind: `${served.kind}List`, apiVersion: apiVersionOf(served), metadata, items: list.items }
  return respond(call.request, 200, body, { as })
}
