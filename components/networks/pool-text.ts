import type { PoolPurpose } from '#domain/vsphere/cluster.ts'

const TEXTS: Record<PoolPurpose, string> = {
  MANAGEMENT: 'Control plane',
  POD: 'Pods',
  SERVICE: 'Services',
  INGRESS: 'Ingress',
  EGRESS: 'Egress',
}

/** What the addresses of a pool are for, in words. */
export const poolText = (purpose: PoolPurpose): string => TEXTS[purpose]
