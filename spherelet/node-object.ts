import { HOST_ID_ANNOTATION, type Node, RUNTIME_LABEL, SPHERELET_URL_ANNOTATION } from '#domain/kube/node.ts'
import type { Condition } from '#domain/kube/object.ts'
import type { Amounts } from '#domain/kube/pod-resources.ts'
import { parseCidr } from '#domain/vsphere/cidr.ts'
import type { HostHardware } from '#domain/vsphere/host.ts'
import { podAddresses } from '#domain/vsphere/pod-ranges.ts'

/** The Kubernetes version that a Spherelet speaks. */
export const KUBERNETES_VERSION = 'v1.36.2+hemisphere'

/** What the host keeps for itself, so that pods can't starve it. */
const RESERVED = { cpuMillis: 500, memoryBytes: 2 * 1024 ** 3 }
const MAX_PODS = 110

const time = (at: Date) => `${at.toISOString().slice(0, 19)}Z`

export interface NodeFacts {
  hardware: HostHardware
  hostId: string
  /** The host's part of the Supervisor's pod range; absent while none is left for it, and then it takes no pods. */
  podCidr?: string
  sphereletUrl: string
  sphereletPort: number
  runtimeVersion: string
  runtimeNote: string
  /** What virtual machines on the host take: pods can't have it. */
  reserved: { cpuMillis: number; memoryBytes: number }
}

const resources = (cpuMillis: number, memoryBytes: number, pods: number) => ({
  cpu: cpuMillis % 1000 === 0 ? String(cpuMillis / 1000) : `${cpuMillis}m`,
  memory: `${Math.floor(memoryBytes / 1024)}Ki`,
  pods: String(pods),
})

/** What the host has for pods, in whole scaled units: all that it is, without what it keeps for itself and what virtual machines take. */
export const allocatableOf = ({ hardware, reserved, podCidr }: NodeFacts): Amounts => {
  const memoryBytes = Math.max(0, hardware.memoryBytes - RESERVED.memoryBytes - reserved.memoryBytes)
  return {
    cpu: Math.max(0, hardware.cpuCores * 1000 - RESERVED.cpuMillis - reserved.cpuMillis),
    // Whole KiB, as the Node says it.
    memory: memoryBytes - (memoryBytes % 1024),
    pods: mostPods({ podCidr }),
  }
}

/** How many pods the host takes: as many as have an address. */
export const mostPods = ({ podCidr }: Pick<NodeFacts, 'podCidr'>): number => {
  const range = podCidr === undefined ? undefined : parseCidr(podCidr)
  return Math.min(MAX_PODS, range ? podAddresses(range).length : 0)
}

/** The Node that stands for the host in its Supervisor. https://kubernetes.io/docs/reference/node/node-status/ */
export const nodeObject = (facts: NodeFacts, now: Date, known?: Node): Node => {
  const { hardware } = facts
  const allocatable = allocatableOf(facts)
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      ...known?.metadata,
      name: hardware.name,
      labels: {
        ...known?.metadata.labels,
        'kubernetes.io/hostname': hardware.name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'node-role.kubernetes.io/agent': '',
        [RUNTIME_LABEL]: hardware.runtime,
      },
      annotations: {
        ...known?.metadata.annotations,
        [SPHERELET_URL_ANNOTATION]: facts.sphereletUrl,
        [HOST_ID_ANNOTATION]: facts.hostId,
        'hemisphere.io/runtime-note': facts.runtimeNote,
      },
    },
    spec: {
      ...known?.spec,
      providerID: `hemisphere://${facts.hostId}`,
      ...(facts.podCidr ? { podCIDR: facts.podCidr, podCIDRs: [facts.podCidr] } : {}),
    },
    status: {
      capacity: resources(hardware.cpuCores * 1000, hardware.memoryBytes, mostPods(facts)),
      allocatable: resources(allocatable.cpu ?? 0, allocatable.memory ?? 0, allocatable.pods ?? 0),
      conditions: conditions(now, known?.status?.conditions),
      addresses: [
        { type: 'InternalIP', address: hardware.address },
        { type: 'Hostname', address: hardware.name },
      ],
      daemonEndpoints: { kubeletEndpoint: { Port: facts.sphereletPort } },
      nodeInfo: {
        machineID: facts.hostId,
        systemUUID: facts.hostId,
        bootID: hardware.bootedAt,
        kernelVersion: hardware.runtime,
        osImage: `${hardware.vendor} ${hardware.model}`,
        containerRuntimeVersion: `${hardware.runtime}://${facts.runtimeVersion}`,
        kubeletVersion: KUBERNETES_VERSION,
        kubeProxyVersion: '',
        operatingSystem: 'linux',
        architecture: 'amd64',
      },
    },
  }
}

const WELL: [type: string, status: 'True' | 'False', reason: string, message: string][] = [
  ['MemoryPressure', 'False', 'SphereletHasSufficientMemory', 'spherelet has sufficient memory available'],
  ['DiskPressure', 'False', 'SphereletHasNoDiskPressure', 'spherelet has no disk pressure'],
  ['PIDPressure', 'False', 'SphereletHasSufficientPID', 'spherelet has sufficient PID available'],
  ['Ready', 'True', 'SphereletReady', 'spherelet is posting ready status'],
]

const conditions = (now: Date, known: Condition[] = []): Condition[] =>
  WELL.map(([type, status, reason, message]) => {
    const before = known.find((each) => each.type === type)
    return {
      type,
      status,
      reason,
      message,
      lastHeartbeatTime: time(now),
      lastTransitionTime: before?.status === status ? (before.lastTransitionTime ?? time(now)) : time(now),
    }
  })
