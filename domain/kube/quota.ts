import type { Pod } from './pod.ts'
import { isTerminal } from './pod.ts'
import { type Amounts, podLimits, podRequests } from './pod-resources.ts'
import { fromScalar, toScalar } from './quantity.ts'

// https://kubernetes.io/docs/concepts/policy/resource-quotas/
// Usage is counted under one name each (`requests.cpu`, `count/secrets`); a quota may call the same thing by an older name.

const OBJECTS = ['configmaps', 'secrets', 'services', 'persistentvolumeclaims', 'replicationcontrollers', 'resourcequotas']
const COMPUTE = ['cpu', 'memory', 'ephemeral-storage']

/** The name under which what a quota key limits is counted: `cpu` -> `requests.cpu`, `secrets` -> `count/secrets`. */
export const countedAs = (key: string): string => {
  if (COMPUTE.includes(key)) return `requests.${key}`
  return OBJECTS.includes(key) ? `count/${key}` : key
}

const prefixed = (prefix: string, amounts: Amounts): Amounts =>
  Object.fromEntries(Object.entries(amounts).map(([resource, amount]) => [`${prefix}.${resource}`, amount]))

/** What a pod counts against its namespace's quotas. One that has ended only counts as an object. */
export const podCharges = (pod: Pod): Amounts =>
  isTerminal(pod)
    ? { 'count/pods': 1 }
    : {
        'count/pods': 1,
        pods: 1,
        ...prefixed('requests', podRequests(pod.spec)),
        ...prefixed('limits', podLimits(pod.spec)),
      }

/** A quota's limits in scaled integers (millicores, bytes, objects), by the names that usage is counted under. */
export const hardLimits = (hard: Record<string, string> | undefined): Amounts =>
  Object.fromEntries(Object.entries(hard ?? {}).map(([key, text]) => [countedAs(key), toScalar(key, text)]))

/** Usage as a quota shows it: every key it limits, in the form people write quantities. */
export const quotaUsed = (hard: Record<string, string> | undefined, used: Amounts): Record<string, string> =>
  Object.fromEntries(Object.keys(hard ?? {}).map((key) => [key, fromScalar(key, used[countedAs(key)] ?? 0)]))

/** One limit that a write would break. */
export interface Exceeded {
  quota: string
  resource: string
  delta: number
  used: number
  hard: number
}

/**
 * The refusal in Kubernetes' words: `exceeded quota: q1, requested: pods=1, used: pods=10, limited: pods=10`. `keyOf` gives the name
 * by which that quota calls a counted resource.
 */
export const exceededMessage = (exceeded: readonly Exceeded[], keyOf: (quota: string, resource: string) => string): string => {
  const quotas = [...new Set(exceeded.map(({ quota }) => quota))].sort()
  return quotas
    .map((quota) => {
      const rows = exceeded
        .filter((row) => row.quota === quota)
        .map((row) => ({ ...row, key: keyOf(quota, row.resource) }))
        .sort((a, b) => (a.key < b.key ? -1 : 1))
      const show = (of: 'delta' | 'used' | 'hard') => rows.map((row) => `${row.key}=${fromScalar(row.key, row[of])}`).join(',')
      return `exceeded quota: ${quota}, requested: ${show('delta')}, used: ${show('used')}, limited: ${show('hard')}`
    })
    .join(', ')
}

/** A pod under a quota for `limits.cpu` or `limits.memory` must state that limit in every container; which one is missing where. */
export const missingLimits = (pod: Pod, hard: Record<string, string>): string | undefined => {
  const missing = ['limits.cpu', 'limits.memory'].flatMap((key) => {
    if (hard[key] === undefined) return []
    const resource = key.slice('limits.'.length)
    const names = pod.spec.containers
      .filter(({ resources }) => resources?.limits?.[resource] === undefined)
      .map(({ name }) => name)
    return names.length > 0 ? [`${key} for: ${names.join(',')}`] : []
  })
  return missing.length > 0 ? `must specify ${missing.join('; ')}` : undefined
}
