import { hostname } from 'node:os'
import { isDeepStrictEqual } from 'node:util'
import type { CertificateAuthority } from './auth/certificate-authority.ts'
import { type ServerNames, serverNames } from './auth/server-names.ts'

export interface IssuedCertificate {
  certificate: string
  privateKey: string
}

/** The certificate of the API port: for this machine, the public URL, and the further names of every Supervisor. */
export interface ApiCertificate {
  /** Whom it is for now; nobody else may have a certificate for these. */
  names(): ServerNames
  /** Says which further names there are. When that changes, another certificate is issued. */
  setFurtherNames(dnsNames: readonly string[]): void
  /** The first certificate; `renewed` gets each one that follows it. */
  serve(renewed: (next: IssuedCertificate) => void): Promise<IssuedCertificate>
}

/** A certificate of this authority for the API behind `apiUrl`. */
export const createApiCertificate = (authority: CertificateAuthority, apiUrl: string): ApiCertificate => {
  const own = ['localhost', hostname(), new URL(apiUrl).hostname, '127.0.0.1', '::1']
  let names = serverNames(own)
  let renewed: ((next: IssuedCertificate) => void) | undefined
  let turn = Promise.resolve()
  // One after the other, so that the newest names are issued last.
  const issueNext = () => {
    turn = turn
      .then(async () => renewed?.(await authority.issueServerCertificate(names)))
      .catch((error: unknown) => console.error('No certificate could be issued for the new names of the API:', error))
  }
  return {
    names: () => names,
    setFurtherNames: (dnsNames) => {
      const next = serverNames([...own, ...dnsNames])
      if (isDeepStrictEqual(next, names)) return
      names = next
      issueNext()
    },
    serve: async (use) => {
      const issuedFor = names
      const first = await authority.issueServerCertificate(issuedFor)
      renewed = use
      if (names !== issuedFor) issueNext()
      return first
    },
  }
}
