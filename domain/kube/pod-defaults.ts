import { defaultContainer } from './container-defaults.ts'
import type { Container, Pod, PodSpec, Toleration } from './pod.ts'
import { setDefault } from './set-default.ts'
import { defaultVolume } from './volume-defaults.ts'

// Defaults as https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/ gives them, field by field.

const containersOf = (spec: PodSpec): Container[] => [...(spec.containers ?? []), ...(spec.initContainers ?? [])]

/** Fills in what every pod spec gets, also inside the templates of ReplicaSets and Deployments. */
export const defaultPodSpec = (spec: PodSpec): void => {
  for (const container of [...containersOf(spec), ...(spec.ephemeralContainers ?? [])]) defaultContainer(container)
  setDefault(spec, 'restartPolicy', 'Always')
  spec.terminationGracePeriodSeconds ??= 30
  setDefault(spec, 'dnsPolicy', 'ClusterFirst')
  spec.securityContext ??= {}
  setDefault(spec, 'schedulerName', 'default-scheduler')
  if (spec.serviceAccountName) spec.serviceAccount = spec.serviceAccountName
  else if (spec.serviceAccount) spec.serviceAccountName = spec.serviceAccount
  for (const volume of spec.volumes ?? []) defaultVolume(volume)
}

/** A limit without a request reserves the limit: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/ */
const requestsFromLimits = ({ resources }: Container): void => {
  if (resources?.limits) resources.requests = { ...resources.limits, ...resources.requests }
}

// A pod leaves a host that is not ready after five minutes unless it says otherwise.
// https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#taint-based-evictions
const EVICTION: Toleration[] = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'].map((key) => ({
  key,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 300,
}))

const covers = (own: Toleration, { key, effect }: Toleration): boolean =>
  (own.key === key || !own.key) && (own.effect === effect || !own.effect)

/** Fills in what a Pod itself gets beyond its spec's defaults: requests from limits, and what Kubernetes' admission plugins add. */
export const defaultPod = (pod: Pod): void => {
  const { spec } = pod
  if (!spec) return
  for (const container of containersOf(spec)) requestsFromLimits(container)
  defaultPodSpec(spec)
  if (spec.enableServiceLinks === undefined) spec.enableServiceLinks = true
}

/** What admission adds to a new pod: service account, eviction tolerations and priority. */
export const admitPodDefaults = (pod: Pod): void => {
  const { spec } = pod
  setDefault(spec, 'serviceAccountName', 'default')
  setDefault(spec, 'serviceAccount', spec.serviceAccountName)
  const missing = EVICTION.filter((wanted) => !(spec.tolerations ?? []).some((own) => covers(own, wanted)))
  if (missing.length > 0) spec.tolerations = [...(spec.tolerations ?? []), ...missing.map((each) => ({ ...each }))]
  spec.priority ??= 0
  spec.preemptionPolicy ??= 'PreemptLowerPriority'
}
