import type { ServedResource } from '../served-resource.ts'
import { servedResources } from '../served-resources.ts'
import type { Ask } from './ask.ts'

/** The object that every request is about; there is none of that name. */
export const NAME = 'x'
/** The namespace it would be in. */
export const SPACE = 'default'

const baseOf = ({ group, version, namespaced, resource }: ServedResource): string =>
  `${group ? `/apis/${group}` : '/api'}/${version}${namespaced ? `/namespaces/${SPACE}` : ''}/${resource}`

const bodyOf = (of: { group: string; version: string; kind: string; namespaced?: boolean }) => ({
  apiVersion: of.group ? `${of.group}/${of.version}` : of.version,
  kind: of.kind,
  metadata: { name: NAME, ...(of.namespaced ? { namespace: SPACE } : {}) },
})

const MERGE = { 'content-type': 'application/merge-patch+json' }

/** How each verb is asked for, with a body that nothing is wrong with before rights are looked at. */
export const requestOf = (served: ServedResource, verb: string): [path: string, asked: Ask] => {
  const all = baseOf(served)
  const one = `${all}/${NAME}`
  const body = bodyOf(served)
  const requests: Record<string, [string, Ask]> = {
    get: [one, {}],
    list: [all, {}],
    watch: [`${all}?watch=1&resourceVersion=1`, {}],
    create: [all, { method: 'POST', body }],
    update: [one, { method: 'PUT', body }],
    patch: [one, { method: 'PATCH', body: {}, headers: MERGE }],
    delete: [one, { method: 'DELETE' }],
    deletecollection: [all, { method: 'DELETE' }],
  }
  const request = requests[verb]
  if (!request) throw new Error(`no request for the verb ${verb}`)
  return request
}

/** How each verb is asked for of a subresource. */
export const subrequestOf = (
  served: ServedResource,
  { name, verbs: _verbs, ...of }: ServedResource['subresources'][number],
  verb: string,
): [string, Ask] => {
  const path = `${baseOf(served)}/${NAME}/${name}`
  const body = {
    ...bodyOf({ ...of, namespaced: served.namespaced }),
    ...(name === 'binding' ? { target: { kind: 'Node', name: 'n' } } : {}),
  }
  if (verb === 'get') return [path, {}]
  if (verb === 'create') return [path, { method: 'POST', body }]
  if (verb === 'update') return [path, { method: 'PUT', body }]
  return [path, { method: 'PATCH', body: {}, headers: MERGE }]
}

/** Every verb of every resource that is served, with a name for its test. */
export const VERBS = servedResources.flatMap((served) =>
  served.verbs.map((verb) => [`${verb} ${served.resource}.${served.group}`, served, verb] as const),
)
/** Every verb of every subresource. */
export const SUBVERBS = servedResources.flatMap((served) =>
  served.subresources.flatMap((sub) =>
    sub.verbs.map((verb) => [`${verb} ${served.resource}/${sub.name}`, served, sub, verb] as const),
  ),
)
