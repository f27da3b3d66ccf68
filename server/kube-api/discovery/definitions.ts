import { negotiate } from '../negotiate.ts'
import type { ApiPath } from '../path.ts'
import { respond } from '../respond.ts'

/** True for a GET of the list of custom resource definitions. */
export const asksForDefinitions = (method: string, path: ApiPath): boolean =>
  method === 'GET' &&
  path.form === 'resource' &&
  path.group === 'apiextensions.k8s.io' &&
  path.version === 'v1' &&
  path.resource === 'customresourcedefinitions' &&
  path.name === undefined &&
  !path.legacyWatch

/**
 * There are no custom resources, and the list of their definitions says so. It belongs to discovery: kubectl reads it before it tells
 * anybody that a kind is not served, and would else tell them that it could not read it.
 */
export const noDefinitions = (request: Request): Promise<Response> =>
  respond(
    request,
    200,
    {
      kind: 'CustomResourceDefinitionList',
      apiVersion: 'apiextensions.k8s.io/v1',
      metadata: { resourceVersion: '1' },
      items: [],
    },
    { as: negotiate(request, {}) },
  )
