import type { Container, Pod, PodSpec } from './pod.ts'
import { toScalar } from './quantity.ts'

/** Amounts per resource in whole scaled units: millicores for cpu, bytes for memory, counts for the rest. */
export type Amounts = Record<string, number>

/** What a vSphere Pod gets when none of its containers says anything: 1 vCPU and 512 MB. */
export const POD_DEFAULTS: Amounts = { cpu: 1000, memory: 512 * 1024 ** 2 }

/**
 * Memory that a host spends on a pod's VM besides the guest's own: monitor process, its translation buffer and page tables.
 * 85 MB is what one emulated micro-VM was measured to take beyond its guest memory; a pod may state its own in spec.overhead.
 * https://kubernetes.io/docs/concepts/scheduling-eviction/pod-overhead/
 */
export const POD_VM_OVERHEAD: Amounts = { memory: 85 * 1024 ** 2 }

const add = (into: Amounts, amounts: Amounts) => {
  for (const [resource, amount] of Object.entries(amounts)) into[resource] = (into[resource] ?? 0) + amount
}
const max = (into: Amounts, amounts: Amounts) => {
  for (const [resource, amount] of Object.entries(amounts)) into[resource] = Math.max(into[resource] ?? 0, amount)
}
const scalars = (list: Record<string, string> | undefined): Amounts =>
  Object.fromEntries(Object.entries(list ?? {}).map(([resource, text]) => [resource, toScalar(resource, text)]))

/** A container's reservation: its request, or its limit where it has no request (Kubernetes' own defaulting rule). */
const containerRequests = ({ resources }: Container): Amounts => ({
  ...scalars(resources?.limits),
  ...scalars(resources?.requests),
})

const containerLimits = ({ resources }: Container): Amounts => scalars(resources?.limits)

/** Containers run together; init containers one after the other before them, except restartable ones, which stay. */
const sum = (spec: PodSpec, of: (container: Container) => Amounts): Amounts => {
  const total: Amounts = {}
  const sidecars: Amounts = {}
  const starting: Amounts = {}
  for (const container of spec.containers) add(total, of(container))
  for (const container of spec.initContainers ?? []) {
    if (container.restartPolicy === 'Always') {
      add(total, of(container))
      add(sidecars, of(container))
    } else {
      const peak = { ...sidecars }
      add(peak, of(container))
      max(starting, peak)
    }
  }
  max(total, starting)
  return total
}

/**
 * What a vSphere Pod reserves, which is also what quotas count: the sum of its containers' requests, with vSphere's default for
 * a resource that no container mentions. Without the VM's overhead.
 */
export const podRequests = (spec: PodSpec): Amounts => ({ ...POD_DEFAULTS, ...sum(spec, containerRequests) })

/** The sum of limits; only resources for which every container has one are limited. */
export const podLimits = (spec: PodSpec): Amounts => {
  const limits = sum(spec, containerLimits)
  return Object.fromEntries(
    Object.entries(limits).filter(([resource]) => spec.containers.every((c) => c.resources?.limits?.[resource] !== undefined)),
  )
}

/** What the pod takes from its host: its reservation plus its VM's overhead. */
export const podFootprint = (spec: PodSpec): Amounts => {
  const total = podRequests(spec)
  add(total, spec.overhead ? scalars(spec.overhead) : POD_VM_OVERHEAD)
  return total
}

/** https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/ */
export const qosClass = (pod: Pick<Pod, 'spec'>): 'Guaranteed' | 'Burstable' | 'BestEffort' => {
  const all = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])]
  const mentions = (c: Container) => ({ ...c.resources?.requests, ...c.resources?.limits })
  if (all.every((c) => mentions(c).cpu === undefined && mentions(c).memory === undefined)) return 'BestEffort'
  const guaranteed = all.every((c) =>
    ['cpu', 'memory'].every((resource) => {
      const limit = c.resources?.limits?.[resource]
      const request = c.resources?.requests?.[resource] ?? limit
      return limit !== undefined && request !== undefined && toScalar(resource, limit) === toScalar(resource, request)
    }),
  )
  return guaranteed ? 'Guaranteed' : 'Burstable'
}
