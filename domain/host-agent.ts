// How the agent on a host and the control plane speak: JSON over HTTPS on the API port, under /hosts.
//   POST /hosts/join            {token, hardware, csr}            -> JoinAnswer          (no client certificate yet)
//   GET  /hosts/self?wait=SECS&revision=R   (client certificate)  -> HostAssignmentBody  (long poll: answers at once when it differs from R)
//   POST /hosts/self/spherelet  (client certificate) SphereletReport -> 204
//   POST /hosts/heartbeat       (client certificate of any host of the process, or one per host)
//                               {hosts: [id], usage?: [{hostId, cpuMhz, memoryBytes}]} -> 204

/** The answer to a join: how the host is called and the certificate it speaks with from now on. */
export interface JoinAnswer {
  hostId: string
  /** PEM, CN `system:node:<name>`, O `system:nodes`, for client and server use. */
  certificate: string
  /** PEM of the authority that signs API servers and hosts. */
  authority: string
}

/** What the host should be now; `supervisor` is present while its cluster is one. `revision` changes with it. */
export interface HostAssignmentBody {
  revision: string
  hostId: string
  connection: 'CONNECTED' | 'DISCONNECTED'
  supervisor?: { id: string; name: string; apiPath: string; nodeName: string }
  /** What virtual machines on this host take: the Spherelet leaves it out of its Node's allocatable. */
  reserved?: { cpuMillis: number; memoryBytes: number }
}

/** How the Spherelet is doing. */
export interface SphereletReport {
  state: 'CONFIGURING' | 'READY' | 'ERROR' | 'REMOVED'
  message: string
  version: string
}
