// How the agent on a host and the control plane speak: JSON over HTTPS on the API port, under /hosts.
//   POST /hosts/join            {token, hardware, csr}            -> JoinAnswer          (no client certificate yet)
//   GET  /hosts/self?wait=SECS&revision=R   (client certificate)  -> HostAssignmentBody  (long poll: answers at once when it differs from R)
//   POST /hosts/self/spherelet  (client certificate) SphereletReport -> 204
//   POST /hosts/self/certificate (client certificate) {csr}       -> RenewalAnswer       (while the present certificate is good)
//   POST /hosts/heartbeat       (client certificate; it speaks for the hosts that are registered with its key)
//                               {hosts: [id], usage?: [{hostId, cpuMhz, memoryBytes}]} -> 204, or HeartbeatAnswer when some were refused

/** The answer to a join: how the host is called and the certificate it speaks with from now on. */
export interface JoinAnswer {
  hostId: string
  /** PEM, CN `system:node:<name>`, O `system:nodes`, for client and server use. */
  certificate: string
  /** PEM of the authority that signs API servers and hosts. */
  authority: string
}

/** The certificate that follows the one it was asked for with. PEM. */
export type RenewalAnswer = Pick<JoinAnswer, 'certificate' | 'authority'>

/** Which hosts of a heartbeat were not believed to be alive, and why; the others were. */
export interface HeartbeatAnswer {
  refused: string[]
  message: string
}

/** What the host should be now; `supervisor` is present while its cluster is one. `revision` changes with it. */
export interface HostAssignmentBody {
  revision: string
  hostId: string
  connection: 'CONNECTED' | 'DISCONNECTED'
  /** `podCidr` is the host's part of the Supervisor's pod range; absent while none is left. */
  supervisor?: { id: string; name: string; apiPath: string; nodeName: string; podCidr?: string }
  /** What virtual machines on this host take: the Spherelet leaves it out of its Node's allocatable. */
  reserved?: { cpuMillis: number; memoryBytes: number }
}

/** How the Spherelet is doing. */
export interface SphereletReport {
  state: 'CONFIGURING' | 'READY' | 'ERROR' | 'REMOVED'
  message: string
  version: string
}
