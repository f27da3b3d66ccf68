import { z } from 'zod'
import { isDnsName } from '../auth/server-names.ts'

const dnsName = z
  .string()
  .trim()
  .toLowerCase()
  .refine(isDnsName, 'must be a DNS name such as api.example.com; addresses and * are not possible')
const texts = z.array(z.string().trim().min(1, 'must not be empty')).default([])
/** What the enable wizard asks for; whether the values make sense on this cluster is the preflight's question. */
export const ENABLE_SPEC = z.object({
  name: z.string().trim(),
  clusterId: z.string(),
  size: z.enum(['TINY', 'SMALL', 'MEDIUM', 'LARGE'], 'must be TINY, SMALL, MEDIUM or LARGE'),
  controlPlaneCount: z.union([z.literal(1), z.literal(3)], 'must be 3, or 1 for a lab'),
  storage: z.object({ controlPlanePolicyId: z.string(), ephemeralPolicyId: z.string(), imagePolicyId: z.string() }),
  managementNetwork: z.object({
    networkId: z.string(),
    mode: z.enum(['DHCP', 'STATIC'], 'must be DHCP or STATIC'),
    startingAddress: z.string().optional(),
    subnetMask: z.string().optional(),
    gateway: z.string().optional(),
    dnsServers: texts,
    searchDomains: texts,
    ntpServers: texts,
  }),
  workloadNetwork: z.object({
    networkId: z.string(),
    podCidr: z.string(),
    serviceCidr: z.string(),
    ingressCidr: z.string(),
    egressCidr: z.string(),
    dnsServers: texts,
    ntpServers: texts,
  }),
  apiServerDnsNames: z.array(dnsName).max(20, 'must be at most 20').default([]),
})
