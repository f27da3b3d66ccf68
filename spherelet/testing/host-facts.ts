import type { NodeFacts } from '../node-object.ts'
import { simulatedHost } from '../simulated-hosts.ts'

/** What its agent knows of a host: the first of a lab, with a part of the pod range, and all of it for pods unless the test says otherwise. */
export const hostFacts = (over: Partial<NodeFacts> = {}): NodeFacts => ({
  hardware: simulatedHost(1, 2, new Date('2026-11-23T08:00:00Z')),
  hostId: 'host-1',
  podCidr: '10.244.1.0/24',
  sphereletUrl: 'https://127.0.0.1:1',
  sphereletPort: 1,
  runtimeVersion: '1',
  runtimeNote: '',
  reserved: { cpuMillis: 0, memoryBytes: 0 },
  ...over,
})
