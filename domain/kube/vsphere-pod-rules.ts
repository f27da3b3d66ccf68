import type { Container, Pod } from './pod.ts'

// A vSphere Pod is a virtual machine: nothing of the ESXi host can be reached from inside it.
// The fields are those of https://kubernetes.io/docs/concepts/security/pod-security-standards/

interface SecurityContext {
  privileged?: boolean
  capabilities?: { add?: string[] }
  procMount?: string
}

// Capabilities that only make sense with the host's own kernel.
const HOST_CAPABILITIES = ['SYS_ADMIN', 'SYS_MODULE', 'SYS_RAWIO', 'SYS_BOOT', 'MAC_ADMIN', 'ALL']

const containerRefusals = (container: Container, at: string): string[] => {
  const security = (container.securityContext ?? {}) as SecurityContext
  const capabilities = (security.capabilities?.add ?? []).filter((name) => HOST_CAPABILITIES.includes(name.replace(/^CAP_/, '')))
  return [
    ...(security.privileged ? [`${at}.securityContext.privileged: privileged containers are not allowed; set it to false`] : []),
    ...(capabilities.length > 0
      ? [`${at}.securityContext.capabilities.add: ${capabilities.join(', ')} would reach the host's kernel; remove it`]
      : []),
    ...(container.ports ?? []).flatMap((port, index) =>
      port.hostPort
        ? [
            `${at}.ports[${index}].hostPort: host ports are not allowed; remove it: the pod has an address of its own, where port ${port.containerPort} is free`,
          ]
        : [],
    ),
    ...((container as { volumeDevices?: unknown[] }).volumeDevices?.length
      ? [`${at}.volumeDevices: raw block devices are not allowed; use volumeMounts`]
      : []),
  ]
}

const SOURCES = ['emptyDir', 'configMap', 'secret', 'downwardAPI', 'projected']
const MOUNTABLE = `${SOURCES.slice(0, -1).join(', ')} or ${SOURCES.at(-1)}`

const HOST_NAMESPACES = { hostNetwork: 'network', hostPID: 'processes', hostIPC: 'IPC' } as const

/** Why a pod can't run as a vSphere Pod, one sentence per field with what to do instead; none when it can. */
export const vspherePodRefusals = ({ spec }: Pod): string[] => [
  ...Object.entries(HOST_NAMESPACES).flatMap(([field, what]) =>
    spec[field] ? [`spec.${field}: sharing the host's ${what} is not allowed; remove it`] : [],
  ),
  ...(spec.volumes ?? []).flatMap((volume, index) =>
    volume.hostPath ? [`spec.volumes[${index}].hostPath: host paths are not allowed; use ${MOUNTABLE}`] : [],
  ),
  ...(spec.containers ?? []).flatMap((container, index) => containerRefusals(container, `spec.containers[${index}]`)),
  ...(spec.initContainers ?? []).flatMap((container, index) => containerRefusals(container, `spec.initContainers[${index}]`)),
]

/** Why the volumes of a pod can't be mounted: their sources are not there yet, one sentence per volume; none when all can. */
export const volumeRefusals = ({ spec }: Pod): string[] =>
  (spec.volumes ?? []).flatMap(({ name: _, ...sources }, index) =>
    Object.keys(sources)
      .filter((source) => !SOURCES.includes(source) && source !== 'hostPath')
      .map((source) => `spec.volumes[${index}].${source}: volumes of this kind are not there yet; use ${MOUNTABLE}`),
  )
