import { addressNumber } from './vsphere/cidr.ts'

/** An address as people write it: an IPv4 client of a dual-stack socket is `10.0.0.1`, not `::ffff:10.0.0.1`. */
export const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')

/**
 * Where a request really comes from: the address of the connection, or, when so many proxies of ours stand in front, what the outermost of
 * them saw. Each proxy appends the address it was asked from, so only as many entries of X-Forwarded-For as there are proxies are ours;
 * what stands before them was said by a stranger. https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/X-Forwarded-For
 */
export const clientAddress = (peer: string | undefined, forwardedFor: string | undefined, trustedProxies: number): string => {
  const proxies = trustedProxies === 0 ? [] : (forwardedFor ?? '').split(',').slice(-trustedProxies).map(withoutPort)
  const seen = [...proxies, plainAddress(peer ?? '')]
  // What is no address can't have been written by a proxy of ours: the hop behind it is the last one that is known.
  const known = seen.slice(seen.findLastIndex((address) => !isAddress(address)) + 1)
  return known[0] ?? 'unknown'
}

/** Some proxies append the port: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
const withoutPort = (entry: string): string => {
  const text = entry.trim()
  return plainAddress(/^\[(.*)\](:\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text)
}

const isAddress = (text: string): boolean =>
  addressNumber(text) !== undefined || (/^[\da-f:.]*:[\da-f:.]*$/i.test(text) && URL.canParse(`http://[${text}]`))
