import type { Clock } from '#domain/clock.ts'
import type { Auth } from '#server/auth/auth.ts'
import type { CertificateAuthority } from '#server/auth/certificate-authority.ts'
import type { ClientCertificate } from '#server/auth/client-certificate.ts'
import type { ServerNames } from '#server/auth/server-names.ts'
import type { Inventory } from '#server/inventory/inventory.ts'
import type { HostChanges } from './host-changes.ts'

/** What is known of a connection besides its requests. */
export interface Connection {
  address: string
  /** The client certificate, when there is one and our authority signed it. */
  certificate?: ClientCertificate
  /** A certificate was shown, and all that is known of it is that its time is over. */
  isExpired?: boolean
}

/** What the routes work with. */
export interface VsphereApi {
  auth: Auth
  authority: CertificateAuthority
  inventory: Inventory
  clock: Clock
  /** Base URLs as clients reach them: the API port and the web client. */
  urls: { api: string; web: string }
  /** Whom the certificate of the API is for: nobody else gets one for these. */
  apiNames: () => ServerNames
  changes: HostChanges
}

/** One request on its way. */
export interface Call {
  request: Request
  connection: Connection
  url: URL
}

/** The methods of one exact path. A path without the method asked for answers 405. */
export interface Route {
  path: string
  methods: Partial<Record<string, (api: VsphereApi, call: Call) => Promise<Response>>>
  /** Errors in the older form of `/rest`. */
  legacy?: boolean
  /** Leaves the request to other faces of the port when this says no. */
  accepts?: (call: Call) => boolean
}
