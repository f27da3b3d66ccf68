import { isIP } from 'node:net'

/** Whom a server certificate is for. */
export interface ServerNames {
  dnsNames: string[]
  ips: string[]
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
const DNS_NAME = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/

/** True for a name that a certificate can be for; addresses are none. */
export const isDnsName = (text: string): boolean => DNS_NAME.test(text) && !isIP(text)

/** Names and addresses by kind, each once and sorted, so that two of them compare; what is neither is left out. IPv6 may be in brackets, as in URLs. */
export const serverNames = (texts: readonly string[]): ServerNames => {
  const plain = [...new Set(texts.map((text) => text.toLowerCase().replace(/^\[(.*)\]$/, '$1')))].sort()
  return { dnsNames: plain.filter(isDnsName), ips: plain.filter((text) => isIP(text)) }
}
