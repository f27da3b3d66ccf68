import type { ServedResource } from '../served-resource.ts'

/** One API group with the resources of each of its versions, newest version first. */
export interface ApiGroup {
  /** Empty for the core group. */
  name: string
  versions: { version: string; resources: ServedResource[] }[]
}

const rank = (version: string): [number, number, number] => {
  const [, major = '0', stage = '', minor = '0'] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version) ?? []
  return [stage === '' ? 2 : stage === 'beta' ? 1 : 0, Number(major), Number(minor)]
}

/** Stable before beta before alpha, then newest first: https://kubernetes.io/docs/reference/using-api/#api-versioning */
export const compareVersions = (a: string, b: string): number => {
  const [left, right] = [rank(a), rank(b)]
  const different = left.findIndex((part, index) => part !== right[index])
  return different < 0 ? a.localeCompare(b) : (right[different] ?? 0) - (left[different] ?? 0)
}

const groupBy = <T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}

/** The served resources by group (core first, then by name) and version. */
export const groupsOf = (served: readonly ServedResource[]): ApiGroup[] =>
  [...groupBy(served, ({ group }) => group)]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, resources]) => ({
      name,
      versions: [...groupBy(resources, ({ version }) => version)]
        .sort(([a], [b]) => compareVersions(a, b))
        .map(([version, inVersion]) => ({ version, resources: inVersion.sort((a, b) => a.resource.localeCompare(b.resource)) })),
    }))
