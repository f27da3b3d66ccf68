import type { Cause } from '../errors.ts'
import { forbiddenValue } from './causes.ts'
import { jsonEqual } from './equal.ts'
import type { Container, Pod, PodSpec, Toleration } from './pod.ts'

// https://kubernetes.io/docs/concepts/workloads/pods/#pod-update-and-replacement
const RULE =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,' +
  '`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)'

const withImagesOf = (containers: Container[] | undefined, old: Container[] | undefined): Container[] | undefined =>
  containers?.map((container, index) => ({ ...container, image: old?.[index]?.image }))

const onlyAdds = (tolerations: Toleration[] = [], old: Toleration[] = []): boolean =>
  old.every((each) => tolerations.some((other) => jsonEqual(each, other)))

type Gates = { name: string }[] | undefined

/** Scheduling gates may be taken away, never added. https://kubernetes.io/docs/concepts/scheduling-eviction/pod-scheduling-readiness/ */
const onlyOpens = (gates: Gates = [], old: Gates = []): boolean =>
  gates.every((gate) => old.some(({ name }) => name === gate.name))

/** The new spec with everything that may change set back to what it was. */
const masked = (spec: PodSpec, old: PodSpec): PodSpec => ({
  ...spec,
  containers: withImagesOf(spec.containers, old.containers) ?? [],
  initContainers: withImagesOf(spec.initContainers, old.initContainers),
  activeDeadlineSeconds: old.activeDeadlineSeconds,
  ...(onlyAdds(spec.tolerations, old.tolerations) ? { tolerations: old.tolerations } : {}),
  ...(onlyOpens(spec.schedulingGates, old.schedulingGates) ? { schedulingGates: old.schedulingGates } : {}),
})

/** Which fields of a pod's spec an update changes although it may not; the message names them. */
export const validatePodUpdate = (pod: Pod, old: Pod): Cause[] => {
  const spec = masked(pod.spec, old.spec)
  const changed = [...new Set([...Object.keys(spec), ...Object.keys(old.spec)])]
    .filter((field) => !jsonEqual(spec[field], old.spec[field]))
    .sort()
  if (changed.length === 0) return []
  const difference = changed
    .map(
      (field) => `-  ${field}: ${JSON.stringify(old.spec[field] ?? null)}\n+  ${field}: ${JSON.stringify(spec[field] ?? null)}\n`,
    )
    .join('')
  return [forbiddenValue('spec', `${RULE}\n${difference}`)]
}
