import type { Cause } from '../errors.ts'
import { duplicateValue, invalidValue, notSupported, requiredValue } from './causes.ts'
import { dnsLabel, environmentName, portNameRule, qualifiedName } from './names.ts'
import type { Container, ContainerPort, EnvVar, ResourceRequirements } from './pod.ts'
import { toScalar, tryParseQuantity } from './quantity.ts'
import { portNumber, validateLifecycle, validateProbe } from './validate-handlers.ts'
import { validateSecurity } from './validate-security.ts'

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never']
const PROTOCOLS = ['TCP', 'UDP', 'SCTP']
const MESSAGE_POLICIES = ['File', 'FallbackToLogsOnError']

const validatePorts = (ports: ContainerPort[], field: string): Cause[] => {
  const names = new Set<string>()
  return ports.flatMap((port, index) => {
    const at = `${field}[${index}]`
    const causes = port.containerPort
      ? portNumber(port.containerPort, `${at}.containerPort`)
      : [requiredValue(`${at}.containerPort`)]
    if (port.hostPort) causes.push(...portNumber(port.hostPort, `${at}.hostPort`))
    if (port.protocol && !PROTOCOLS.includes(port.protocol)) causes.push(notSupported(`${at}.protocol`, port.protocol, PROTOCOLS))
    if (port.name) {
      causes.push(...portNameRule(port.name).map((problem) => invalidValue(`${at}.name`, port.name, problem)))
      if (names.has(port.name)) causes.push(duplicateValue(`${at}.name`, port.name))
      names.add(port.name)
    }
    return causes
  })
}

const validateEnv = (env: EnvVar[], field: string): Cause[] =>
  env.flatMap((variable, index) => {
    const at = `${field}[${index}]`
    const causes = variable.name
      ? environmentName(variable.name).map((problem) => invalidValue(`${at}.name`, variable.name, problem))
      : [requiredValue(`${at}.name`)]
    if (!variable.valueFrom) return causes
    if (variable.value) causes.push(invalidValue(`${at}.valueFrom`, '', 'may not be specified when `value` is not empty'))
    if (Object.keys(variable.valueFrom).length === 0) {
      const sources = '`fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`'
      causes.push(invalidValue(`${at}.valueFrom`, '', `must specify one of: ${sources}`))
    }
    return causes
  })

const validateEnvFrom = (sources: NonNullable<Container['envFrom']>, field: string): Cause[] =>
  sources.flatMap((source, index) => {
    const given = (['configMapRef', 'secretRef'] as const).filter((kind) => source[kind] !== undefined)
    const [first, second] = given
    if (!first) return [invalidValue(`${field}[${index}]`, '', 'must specify one of: `configMapRef` or `secretRef`')]
    if (second) return [invalidValue(`${field}[${index}]`, '', 'may not have more than one field specified at a time')]
    return (source[first] as { name?: string }).name ? [] : [requiredValue(`${field}[${index}].${first}.name`)]
  })

const NATIVE = new Set(['cpu', 'memory', 'ephemeral-storage'])

const validateAmounts = (amounts: Record<string, string> | undefined, field: string): Cause[] =>
  Object.entries(amounts ?? {}).flatMap(([resource, text]) => {
    const at = `${field}[${resource}]`
    const amount = tryParseQuantity(text)
    if (amount === undefined) {
      return [
        invalidValue(at, text, "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"),
      ]
    }
    const known = NATIVE.has(resource) || resource.startsWith('hugepages-')
    return [
      ...(amount < 0 ? [invalidValue(at, text, 'must be greater than or equal to 0')] : []),
      ...(known || resource.includes('/') ? [] : [invalidValue(at, resource, 'must be a standard resource for containers')]),
      ...qualifiedName(resource).map((problem) => invalidValue(at, resource, problem)),
    ]
  })

/** Requests and limits: quantities, and no request above its limit. */
export const validateResources = (resources: ResourceRequirements | undefined, field: string): Cause[] => {
  const causes = [
    ...validateAmounts(resources?.limits, `${field}.limits`),
    ...validateAmounts(resources?.requests, `${field}.requests`),
  ]
  if (causes.length > 0) return causes
  return Object.entries(resources?.requests ?? {}).flatMap(([resource, request]) => {
    const limit = resources?.limits?.[resource]
    if (limit === undefined || toScalar(resource, request) <= toScalar(resource, limit)) return []
    return [invalidValue(`${field}.requests`, request, `must be less than or equal to ${resource} limit of ${limit}`)]
  })
}

const validateMounts = (container: Container, volumes: ReadonlySet<string>, field: string): Cause[] => {
  const paths = new Set<string>()
  return (container.volumeMounts ?? []).flatMap((mount, index) => {
    const at = `${field}.volumeMounts[${index}]`
    const causes: Cause[] = []
    if (!mount.name) causes.push(requiredValue(`${at}.name`))
    else if (!volumes.has(mount.name))
      causes.push({ reason: 'FieldValueNotFound', message: `Not found: "${mount.name}"`, field: `${at}.name` })
    if (!mount.mountPath) causes.push(requiredValue(`${at}.mountPath`))
    else if (paths.has(mount.mountPath)) causes.push(invalidValue(`${at}.mountPath`, mount.mountPath, 'must be unique'))
    paths.add(mount.mountPath)
    return causes
  })
}

const validateImage = (image: string | undefined, field: string): Cause[] => {
  if (!image) return [requiredValue(field)]
  return image.trim() === image ? [] : [invalidValue(field, image, 'must not have leading or trailing whitespace')]
}

const validateContainer = (container: Container, volumes: ReadonlySet<string>, field: string): Cause[] => [
  ...(container.name
    ? dnsLabel(container.name).map((problem) => invalidValue(`${field}.name`, container.name, problem))
    : [requiredValue(`${field}.name`)]),
  ...validateImage(container.image, `${field}.image`),
  ...(container.imagePullPolicy && !PULL_POLICIES.includes(container.imagePullPolicy)
    ? [notSupported(`${field}.imagePullPolicy`, container.imagePullPolicy, PULL_POLICIES)]
    : []),
  ...validatePorts(container.ports ?? [], `${field}.ports`),
  ...validateEnv(container.env ?? [], `${field}.env`),
  ...validateEnvFrom(container.envFrom ?? [], `${field}.envFrom`),
  ...validateResources(container.resources, `${field}.resources`),
  ...validateMounts(container, volumes, field),
  ...validateSecurity(container.securityContext, `${field}.securityContext`),
  ...validateProbe(container.livenessProbe, `${field}.livenessProbe`, false),
  ...validateProbe(container.readinessProbe, `${field}.readinessProbe`, true),
  ...validateProbe(container.startupProbe, `${field}.startupProbe`, false),
  ...validateLifecycle(container, `${field}.lifecycle`),
  ...(container.terminationMessagePolicy && !MESSAGE_POLICIES.includes(container.terminationMessagePolicy)
    ? [notSupported(`${field}.terminationMessagePolicy`, container.terminationMessagePolicy, MESSAGE_POLICIES)]
    : []),
]

/** Rules for a list of containers; `taken` collects names, which are unique over containers and init containers together. */
export const validateContainers = (
  containers: Container[],
  volumes: ReadonlySet<string>,
  field: string,
  taken: Set<string>,
): Cause[] =>
  containers.flatMap((container, index) => {
    const causes = validateContainer(container, volumes, `${field}[${index}]`)
    if (container.name && taken.has(container.name)) causes.push(duplicateValue(`${field}[${index}].name`, container.name))
    taken.add(container.name)
    return causes
  })
