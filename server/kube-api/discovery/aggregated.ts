import type { ServedResource } from '../served-resource.ts'
import type { ApiGroup } from './groups.ts'

const resourceBody = ({
  resource,
  group,
  version,
  kind,
  namespaced,
  singular,
  verbs,
  shortNames,
  categories,
  subresources,
}: ServedResource) => ({
  resource,
  responseKind: { group, version, kind },
  scope: namespaced ? 'Namespaced' : 'Cluster',
  singularResource: singular,
  verbs,
  ...(shortNames.length > 0 ? { shortNames } : {}),
  ...(categories.length > 0 ? { categories } : {}),
  ...(subresources.length > 0
    ? {
        subresources: subresources.map((sub) => ({
          subresource: sub.name,
          responseKind: { group: sub.group, version: sub.version, kind: sub.kind },
          verbs: sub.verbs,
        })),
      }
    : {}),
})

/**
 * Everything in one answer: of the core group for `/api`, of the others for `/apis`. `version` is `v2` or `v2beta1`, which differ in
 * name only. https://kubernetes.io/docs/reference/using-api/api-concepts/#aggregated-discovery
 */
export const aggregatedDiscovery = (groups: readonly ApiGroup[], root: 'api' | 'apis', version: string) => ({
  kind: 'APIGroupDiscoveryList',
  apiVersion: `apidiscovery.k8s.io/${version}`,
  metadata: {},
  items: groups
    .filter(({ name }) => (name === '') === (root === 'api'))
    .map(({ name, versions }) => ({
      metadata: name === '' ? {} : { name },
      versions: versions.map((each) => ({
        version: each.version,
        resources: each.resources.map(resourceBody),
        freshness: 'Current',
      })),
    })),
})
