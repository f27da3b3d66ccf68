import { fromScalar } from './kube/quantity.ts'
import type { Fix } from './placement.ts'

const SHOWN = 3

const list = (names: readonly string[]): string =>
  names.length <= SHOWN ? names.join(', ') : `${names.slice(0, SHOWN).join(', ')} and ${names.length - SHOWN} more`

/** Large amounts in the unit people compare: tenths of GiB, rounded down so that the advice always fits. */
const amount = (resource: string, value: number): string => {
  const gib = value / 1024 ** 3
  if (resource === 'memory' && gib >= 1 && !Number.isInteger(gib)) return `${Math.floor(gib * 10) / 10}Gi`
  if (resource === 'memory' && gib < 1) return `${Math.floor(value / 1024 ** 2)}Mi`
  return fromScalar(resource, value)
}

/** The fix as one sentence that says what to do; the same words on every face. */
export const describeFix = (fix: Fix): string => {
  switch (fix.kind) {
    case 'reduce-request': {
      const { resource, requested, largestFree, host, alsoNeeds } = fix
      const together = alsoNeeds.length ? ` (together with ${alsoNeeds.join(', ')})` : ''
      const most = amount(resource, largestFree)
      return `Request at most ${most} ${resource} instead of ${fromScalar(resource, requested)}${together}: ${host} has that much free.`
    }
    case 'exit-maintenance':
      return `Take ${list(fix.hosts)} out of maintenance mode.`
    case 'recover-host':
      return `Bring ${list(fix.hosts)} back: not ready or not responding.`
    case 'add-toleration': {
      const { key, value, effect } = fix.taint
      return `Add a toleration for the taint ${key}${value ? `=${value}` : ''}:${effect} of ${list(fix.hosts)} to the pod.`
    }
    case 'change-rule':
      return `Change the pod's own rule (${fix.plugin}), which alone keeps it off ${list(fix.hosts)}.`
    case 'raise-namespace-limit': {
      const { resource, namespace, limit, needed } = fix
      const text = (value: number) => fromScalar(resource, value)
      return `Raise the ${resource} limit of namespace ${namespace} from ${text(limit)} to at least ${text(needed)}, or free some of it.`
    }
    case 'add-host':
      return 'Add a host, or remove pods that are not needed.'
  }
}
