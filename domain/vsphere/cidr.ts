/** An IPv4 range: its first address as a number, and how many addresses there are. */
export interface Cidr {
  text: string
  first: number
  prefix: number
  size: number
}

/** The address as a number, or undefined when the text is not an IPv4 address. */
export const addressNumber = (text: string): number | undefined => {
  const parts = text.split('.')
  if (parts.length !== 4) return undefined
  let number = 0
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined
    number = number * 256 + Number(part)
  }
  return number
}

/** The inverse of `addressNumber`. */
export const addressText = (number: number): string =>
  [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(number / unit) % 256).join('.')

/** The range, or undefined when the text is not one: `10.0.0.0/16` with no bits set after the prefix. */
export const parseCidr = (text: string): Cidr | undefined => {
  const match = /^([\d.]+)\/(\d{1,2})$/.exec(text.trim())
  const first = match ? addressNumber(match[1] ?? '') : undefined
  const prefix = Number(match?.[2])
  if (first === undefined || prefix > 32) return undefined
  const size = 2 ** (32 - prefix)
  return first % size === 0 ? { text: text.trim(), first, prefix, size } : undefined
}

/** True when the two ranges share an address. */
export const overlaps = (a: Cidr, b: Cidr): boolean => a.first < b.first + b.size && b.first < a.first + a.size

/** True when the address lies in the range. */
export const contains = (cidr: Cidr, address: string): boolean => {
  const number = addressNumber(address)
  return number !== undefined && number >= cidr.first && number < cidr.first + cidr.size
}

/** The prefix length that a subnet mask such as 255.255.255.0 stands for, or undefined when it is no mask. */
export const maskPrefix = (mask: string): number | undefined => {
  const number = addressNumber(mask)
  if (number === undefined) return undefined
  const bits = number.toString(2).padStart(32, '0')
  return /^1*0*$/.test(bits) ? bits.lastIndexOf('1') + 1 : undefined
}

/** The subnet mask of a prefix length: 24 -> 255.255.255.0. */
export const prefixMask = (prefix: number): string => addressText(2 ** 32 - 2 ** (32 - prefix))

/** The range of that prefix length which the address lies in. */
export const cidrAround = (address: string, prefix: number): Cidr | undefined => {
  const number = addressNumber(address)
  if (number === undefined) return undefined
  const size = 2 ** (32 - prefix)
  const first = Math.floor(number / size) * size
  return { text: `${addressText(first)}/${prefix}`, first, prefix, size }
}

/** `cidr`, or the next range of its size that overlaps none of `taken`; undefined when the address space ends first. */
export const freeCidr = (cidr: Cidr, taken: readonly Cidr[]): Cidr | undefined => {
  let candidate = cidr
  for (;;) {
    const hit = taken.find((each) => overlaps(each, candidate))
    if (!hit) return candidate
    const first = Math.ceil(Math.max(hit.first + hit.size, candidate.first + candidate.size) / cidr.size) * cidr.size
    if (first + cidr.size > 2 ** 32) return undefined
    candidate = { ...candidate, first, text: `${addressText(first)}/${cidr.prefix}` }
  }
}

/**
 * The first `count` consecutive addresses of the range that are neither network, gateway, broadcast nor `taken`; undefined when there
 * is no such run. `from` starts the search at that address.
 */
export const consecutiveAddresses = (
  cidr: Cidr,
  count: number,
  taken: ReadonlySet<string>,
  from?: string,
): string[] | undefined => {
  const start = Math.max(cidr.first + 1, (from && addressNumber(from)) || 0)
  const last = cidr.first + cidr.size - 2
  let run: string[] = []
  for (let number = start; number <= last; number++) {
    const address = addressText(number)
    run = taken.has(address) ? [] : [...run, address]
    if (run.length === count) return run
  }
  return undefined
}
