import { z } from 'zod'
import { type ContainerDefaults, NAMESPACE_NAME, type NamespaceLimits } from '#domain/vsphere/namespace.ts'

const whole = z.int('must be a whole number')
const mhz = whole.min(10, 'must be at least 10 MHz')
const mebibytes = whole.min(1, 'must be at least 1 MiB').max(2 ** 31 - 1, 'is too large')
const count = whole.min(0, 'must not be negative').max(2 ** 31 - 1, 'is too large')

/** Names that Kubernetes and the control plane keep for themselves. */
const RESERVED = /^(default|kube-.*|vmware-system-.*)$/

export const namespaceName = z
  .string('must be text')
  .regex(NAMESPACE_NAME, 'must be a DNS label: lower-case letters, digits and "-", at most 63 characters, no "-" at the ends')
  .refine((name) => !RESERVED.test(name), 'is reserved: default, kube-… and vmware-system-… belong to the system')

const limits = z.object({
  cpuMhz: mhz.max(2 ** 31 - 1, 'is too large').nullable(),
  memoryMiB: mebibytes.nullable(),
  storageMiB: mebibytes.nullable(),
})

const containerDefaults = z.object({
  cpuRequestMhz: mhz.optional(),
  cpuLimitMhz: mhz.optional(),
  memoryRequestMiB: mebibytes.optional(),
  memoryLimitMiB: mebibytes.optional(),
})

const objectLimits = z.strictObject({
  pod_count: count.optional(),
  service_count: count.optional(),
  deployment_count: count.optional(),
  daemon_set_count: count.optional(),
  replica_set_count: count.optional(),
  replication_controller_count: count.optional(),
  stateful_set_count: count.optional(),
  config_map_count: count.optional(),
  secret_count: count.optional(),
  persistent_volume_claim_count: count.optional(),
  job_count: count.optional(),
})

/** One person or group with a role on a namespace. */
export const ACCESS_ENTRY = z.object({
  subjectType: z.enum(['USER', 'GROUP']),
  subject: z.string().trim().min(1, 'must not be empty'),
  domain: z.string().trim().min(1, 'must not be empty'),
  role: z.enum(['VIEW', 'EDIT', 'OWNER'], 'must be VIEW, EDIT or OWNER'),
})

const storage = z.array(z.object({ policyId: z.string(), limitMiB: mebibytes.nullable() }))

/** What creating a namespace asks for. Limits have no default: unlimited (null) must be chosen. */
export const NAMESPACE_SPEC = z.object({
  name: namespaceName,
  supervisorId: z.string().min(1, 'choose a Supervisor'),
  description: z.string().max(4096, 'must be at most 4096 characters').default(''),
  limits,
  containerDefaults: containerDefaults.default({}),
  objectLimits: objectLimits.default({}),
  access: z.array(ACCESS_ENTRY).default([]),
  storage: storage.default([]),
  vmClassIds: z.array(z.string()).default([]),
})

/** What may change later; what is absent stays as it is. */
export const NAMESPACE_CHANGE = z.object({
  description: z.string().max(4096, 'must be at most 4096 characters').optional(),
  limits: limits.optional(),
  containerDefaults: containerDefaults.optional(),
  objectLimits: objectLimits.optional(),
  storage: storage.optional(),
  vmClassIds: z.array(z.string()).optional(),
})

/**
 * What is wrong with container defaults beside these limits, as [field, message]: a request above its limit, or a default that could
 * never fit into the namespace.
 */
export const defaultsProblem = (
  { cpuRequestMhz, cpuLimitMhz, memoryRequestMiB, memoryLimitMiB }: ContainerDefaults,
  { cpuMhz, memoryMiB }: NamespaceLimits,
): [field: string, message: string] | undefined => {
  const above = (value: number | undefined, most: number | null | undefined) =>
    value !== undefined && most !== null && most !== undefined && value > most
  if (above(cpuRequestMhz, cpuLimitMhz))
    return ['containerDefaults.cpuRequestMhz', `must not be above the default limit of ${cpuLimitMhz} MHz`]
  if (above(memoryRequestMiB, memoryLimitMiB)) {
    return ['containerDefaults.memoryRequestMiB', `must not be above the default limit of ${memoryLimitMiB} MiB`]
  }
  if (above(cpuRequestMhz ?? cpuLimitMhz, cpuMhz)) {
    return ['containerDefaults.cpuRequestMhz', `no container would fit: the namespace's limit is ${cpuMhz} MHz`]
  }
  if (above(memoryRequestMiB ?? memoryLimitMiB, memoryMiB)) {
    return ['containerDefaults.memoryRequestMiB', `no container would fit: the namespace's limit is ${memoryMiB} MiB`]
  }
  return undefined
}
