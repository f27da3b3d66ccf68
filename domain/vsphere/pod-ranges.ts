import { addressNumber, addressText, type Cidr, parseCidr } from './cidr.ts'

/** A host has room for 250 pods at most, and a part for fewer than a dozen is not worth a host. */
const [LARGEST_PREFIX, SMALLEST_PREFIX] = [24, 28]

/** Addresses of the smallest part. */
export const SMALLEST_PART = 2 ** (32 - SMALLEST_PREFIX)

/** In each part these are nobody's: the network's own address, its gateway, and the broadcast address. */
const [FIRST, LAST] = [2, 2]

/** The addresses of a host's part that its pods can have. */
export const podAddresses = (range: Cidr): string[] =>
  Array.from({ length: Math.max(0, range.size - FIRST - LAST + 1) }, (_, index) => addressText(range.first + FIRST + index))

/** The longest part with which `hosts` hosts fit into the range; the shortest there is when they don't. */
const usualPrefix = (pool: Cidr, hosts: number): number => {
  let prefix = LARGEST_PREFIX
  while (prefix < SMALLEST_PREFIX && pool.size / 2 ** (32 - prefix) < hosts) prefix++
  return prefix
}

function* freeParts(pool: Cidr, taken: readonly Cidr[], prefix: number): Generator<Cidr> {
  const size = 2 ** (32 - prefix)
  const inOrder = [...taken].sort((a, b) => a.first - b.first)
  let at = 0
  let first = pool.first
  while (first + size <= pool.first + pool.size) {
    let next = inOrder[at]
    while (next && next.first + next.size <= first) next = inOrder[++at]
    if (next && next.first < first + size) {
      first = Math.ceil((next.first + next.size) / size) * size
      continue
    }
    yield { text: `${addressText(first)}/${prefix}`, first, prefix, size }
    first += size
  }
}

/**
 * Parts of a Supervisor's pod range for `count` more hosts, of `hosts` that it has in all: as large as lets all of them have one, smaller where
 * only that is left, and fewer than `count` when the range is used up. Like the node IPAM of Kubernetes, with parts that fit the cluster:
 * https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/ (--node-cidr-mask-size)
 */
export const partPodRange = (
  pool: { cidr: string; gateway: string | null },
  taken: readonly string[],
  hosts: number,
  count: number,
): Cidr[] => {
  const range = parseCidr(pool.cidr)
  if (!range) return []
  const gateway = addressNumber(pool.gateway ?? '')
  // The usual gateway is nobody's anyway.
  const odd = gateway !== undefined && gateway > range.first + 1 ? (parseCidr(`${pool.gateway}/32`) ?? []) : []
  const held = [...taken.flatMap((text) => parseCidr(text) ?? []), odd].flat()
  const parts: Cidr[] = []
  for (let prefix = usualPrefix(range, hosts); prefix <= SMALLEST_PREFIX && parts.length < count; prefix++) {
    for (const part of freeParts(range, [...held, ...parts], prefix)) {
      if (parts.push(part) === count) break
    }
  }
  return parts
}
