import { apiVersionOf } from '#server/resources/kind.ts'
import type { ServedResource } from '../served-resource.ts'
import type { ApiGroup } from './groups.ts'

/** `GET /api`: https://kubernetes.io/docs/reference/using-api/api-concepts/#unaggregated-discovery */
export const apiVersions = (groups: readonly ApiGroup[], serverAddress: string) => ({
  kind: 'APIVersions',
  versions: groups.filter(({ name }) => name === '').flatMap(({ versions }) => versions.map(({ version }) => version)),
  serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress }],
})

const groupBody = ({ name, versions }: ApiGroup) => {
  const all = versions.map(({ version }) => ({ groupVersion: apiVersionOf({ group: name, version }), version }))
  return { name, versions: all, preferredVersion: all[0] }
}

/** `GET /apis`. */
export const apiGroupList = (groups: readonly ApiGroup[]) => ({
  kind: 'APIGroupList',
  apiVersion: 'v1',
  groups: groups.filter(({ name }) => name !== '').map(groupBody),
})

/** `GET /apis/apps`, or undefined when there is no such group. */
export const apiGroup = (groups: readonly ApiGroup[], name: string) => {
  const group = groups.find((each) => each.name === name && name !== '')
  return group && { kind: 'APIGroup', apiVersion: 'v1', ...groupBody(group) }
}

const resourceBodies = (served: ServedResource) => {
  const { resource, singular, namespaced, kind, verbs, shortNames, categories, subresources } = served
  return [
    {
      name: resource,
      singularName: singular,
      namespaced,
      kind,
      verbs,
      ...(shortNames.length > 0 ? { shortNames } : {}),
      ...(categories.length > 0 ? { categories } : {}),
    },
    ...subresources.map((sub) => ({
      name: `${resource}/${sub.name}`,
      singularName: '',
      namespaced,
      ...(sub.group === served.group && sub.version === served.version ? {} : { group: sub.group, version: sub.version }),
      kind: sub.kind,
      verbs: sub.verbs,
    })),
  ]
}

/** `GET /api/v1`, `GET /apis/apps/v1`; undefined when nothing of that version is served. */
export const apiResourceList = (groups: readonly ApiGroup[], group: string, version: string) => {
  const found = groups.find(({ name }) => name === group)?.versions.find((each) => each.version === version)
  return (
    found && {
      kind: 'APIResourceList',
      ...(group === '' ? {} : { apiVersion: 'v1' }),
      groupVersion: apiVersionOf({ group, version }),
      resources: found.resources.flatMap(resourceBodies),
    }
  )
}
