import { z } from 'zod'
import { type Cidr, contains, overlaps, parseCidr } from '#domain/vsphere/cidr.ts'
import type { PoolPurpose } from '#domain/vsphere/cluster.ts'
import { invalidField, inventoryName } from './check-input.ts'

/** The longest prefix that is enough for each purpose; the enable wizard refuses smaller ranges too. */
const LONGEST: Record<PoolPurpose, number> = { MANAGEMENT: 29, POD: 23, SERVICE: 24, INGRESS: 30, EGRESS: 30 }

const NEW_POOL = z.object({
  purpose: z.enum(['MANAGEMENT', 'POD', 'SERVICE', 'INGRESS', 'EGRESS'], 'must be MANAGEMENT, POD, SERVICE, INGRESS or EGRESS'),
  cidr: z.string('must be text').trim(),
  gateway: z.string().trim().optional(),
})

/** What a new network is made from; whether its ranges make sense is `checkPools`' question. */
export const NEW_NETWORK = z.object({
  datacenterId: z.string(),
  name: inventoryName,
  kind: z.enum(['MANAGEMENT', 'WORKLOAD'], 'must be MANAGEMENT or WORKLOAD'),
  vlan: z.int('must be a whole number').min(1, 'must be from 1 to 4094').max(4094, 'must be from 1 to 4094').optional(),
  pools: z.array(NEW_POOL).max(20, 'must be at most 20').default([]),
})

export type NewNetwork = z.input<typeof NEW_NETWORK>
export type CheckedNetwork = z.output<typeof NEW_NETWORK>

interface Range {
  purpose: string
  cidr: Cidr
  /** The pool in words, for a refusal. */
  what: string
}

/** True when the two may not share an address: service ranges never leave their Supervisor, so two of them may. */
const clash = (a: Range, b: Range): boolean => !(a.purpose === 'SERVICE' && b.purpose === 'SERVICE') && overlaps(a.cidr, b.cidr)

/** Invalid, at its field, for a pool that does not fit its network or shares addresses with another one or with `others`. */
export const checkPools = (
  { name, kind, pools }: CheckedNetwork,
  others: readonly { purpose: string; cidr: string; network: string }[],
): void => {
  const ranges = others.flatMap(({ purpose, cidr, network }): Range[] => {
    const parsed = parseCidr(cidr)
    return parsed ? [{ purpose, cidr: parsed, what: `${cidr} of network "${network}"` }] : []
  })
  for (const [index, { purpose, cidr: text, gateway }] of pools.entries()) {
    const fail = (field: string, message: string) => invalidField('Network', name, `pools.${index}.${field}`, message)
    if ((purpose === 'MANAGEMENT') !== (kind === 'MANAGEMENT')) {
      throw fail(
        'purpose',
        kind === 'MANAGEMENT'
          ? 'a management network has only pools for MANAGEMENT'
          : 'a workload network has pools for POD, SERVICE, INGRESS and EGRESS',
      )
    }
    const cidr = parseCidr(text)
    if (!cidr) throw fail('cidr', `"${text}" is not an IPv4 range; write it as 10.244.0.0/16, with no bits after the prefix`)
    if (cidr.prefix > LONGEST[purpose]) throw fail('cidr', `${text} is too small; use /${LONGEST[purpose]} or larger`)
    if (gateway && !contains(cidr, gateway)) throw fail('gateway', `${gateway} is not an address of ${text}`)
    const range: Range = { purpose, cidr, what: `${text} (${purpose.toLowerCase()}) of this network` }
    const hit = ranges.find((each) => clash(each, range))
    if (hit) throw fail('cidr', `${text} overlaps ${hit.what}; choose ranges that share no address`)
    ranges.push(range)
  }
}
