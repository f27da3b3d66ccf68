import type { Node, Taint } from '../kube/node.ts'

/** What a test wants to say of a host; everything else is a healthy empty ESXi host of 16 cores and 64 GiB. */
export interface NodeOptions {
  name?: string
  cpu?: string
  memory?: string
  pods?: string
  /** Further allocatable resources, for example `{ 'example.com/gpu': '2' }`. */
  resources?: Record<string, string>
  /** `kubernetes.io/hostname` is always there. */
  labels?: Record<string, string>
  zone?: string
  taints?: Taint[]
  unschedulable?: boolean
  ready?: 'True' | 'False' | 'Unknown'
}

/** A Node as a Spherelet registers it, for tests; say only what the test is about. */
export const makeNode = (options: NodeOptions = {}): Node => {
  const { name = 'esx-01', cpu = '16', memory = '64Gi', pods = '110', ready = 'True' } = options
  const allocatable = { cpu, memory, pods, ...options.resources }
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      uid: `uid-${name}`,
      labels: {
        'kubernetes.io/hostname': name,
        ...(options.zone ? { 'topology.kubernetes.io/zone': options.zone } : {}),
        ...options.labels,
      },
    },
    spec: {
      ...(options.taints ? { taints: options.taints } : {}),
      ...(options.unschedulable ? { unschedulable: true } : {}),
    },
    status: { capacity: { ...allocatable }, allocatable, conditions: [{ type: 'Ready', status: ready }] },
  }
}
