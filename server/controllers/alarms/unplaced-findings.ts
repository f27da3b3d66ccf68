import type { UnplacedPod } from '#server/inventory/system-pods.ts'

/** One pod to raise the alarm on, and what it says. */
export interface UnplacedFinding {
  target: { kind: 'Pod'; id: string; name: string }
  message: string
}

/**
 * One finding per owner, on the pod of it that has waited longest: a Deployment of a thousand pods that fit nowhere is one alarm. A pod
 * without an owner stands for itself.
 */
export const unplacedFindings = (pods: readonly UnplacedPod[]): UnplacedFinding[] => {
  const groups = new Map<string, UnplacedPod[]>()
  for (const pod of pods) {
    const key = pod.ownerUid ?? `${pod.supervisorId}/${pod.namespace}/${pod.name}`
    groups.set(key, [...(groups.get(key) ?? []), pod])
  }
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group.toSorted((a, b) => (order(a) < order(b) ? -1 : 1))
    if (!first) return []
    const { supervisorId, namespace, name, reason } = first
    const more = others.length ? ` ${others.length} more ${others.length > 1 ? 'pods' : 'pod'} of the same owner wait too.` : ''
    return [
      {
        target: { kind: 'Pod' as const, id: `${supervisorId}/${namespace}/${name}`, name: `${namespace}/${name}` },
        message: `${/[.!?]$/.test(reason) ? reason : `${reason}.`}${more}`,
      },
    ]
  })
}

const order = ({ createdAt, name }: UnplacedPod): string => `${createdAt} ${name}`
