import { forbidden } from '#domain/errors.ts'
import { applyLimitRanges, limitRangeRefusals } from '#domain/kube/limit-range.ts'
import type { Pod } from '#domain/kube/pod.ts'
import { admitPodDefaults } from '#domain/kube/pod-defaults.ts'
import { missingLimits } from '#domain/kube/quota.ts'
import { volumeRefusals, vspherePodRefusals } from '#domain/kube/vsphere-pod-rules.ts'
import type { ApiCache } from '../api-cache.ts'
import type { Kind } from '../kind.ts'

/** What admission gives a new pod: the namespace's container defaults, service account, tolerations, priority. */
export const givePodDefaults = (pod: Pod, cache: ApiCache): void => {
  applyLimitRanges(pod, cache.limitRanges(pod.metadata.namespace ?? ''))
  admitPodDefaults(pod)
}

const listed = (reasons: string[]): string => (reasons.length === 1 ? (reasons[0] ?? '') : `[${reasons.join(', ')}]`)

/** Refuses (403) a pod that can't be a vSphere Pod, has volumes that nobody can mount, is outside the namespace's limit ranges, or lacks limits that a quota asks for. */
export const admitPod = (kind: Kind, pod: Pod, cache: ApiCache): void => {
  const { name, namespace = '' } = pod.metadata
  const host = vspherePodRefusals(pod)
  if (host.length > 0)
    throw forbidden(kind, name, `a vSphere Pod runs in a virtual machine of its own and can not reach its host: ${listed(host)}`)
  const volumes = volumeRefusals(pod)
  if (volumes.length > 0) throw forbidden(kind, name, listed(volumes))
  const outside = limitRangeRefusals(pod, cache.limitRanges(namespace))
  if (outside.length > 0) throw forbidden(kind, name, listed(outside))
  for (const quota of cache.quotas(namespace)) {
    const missing = missingLimits(pod, quota.spec?.hard ?? {})
    if (missing) throw forbidden(kind, name, `failed quota: ${quota.metadata.name}: ${missing}`)
  }
}
