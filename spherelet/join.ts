import type { JoinAnswer } from '#domain/host-agent.ts'
import type { HostHardware } from '#domain/vsphere/host.ts'
import { createKeyAndRequest, type HostIdentity, readIdentity, saveIdentity } from './identity.ts'
import type { SupervisorClient } from './supervisor-client.ts'

export interface JoinOptions {
  /** Speaks without a certificate; shared by the hosts that one process joins. */
  client: SupervisorClient
  token: string
  hardware: HostHardware
  /** Where the host's identity is kept. */
  folder: string
}

/** The host's identity: from an earlier start, or by joining with the token now. */
export const joinOnce = async ({ client, token, hardware, folder }: JoinOptions): Promise<HostIdentity> => {
  const known = readIdentity(folder)
  if (known) return known
  const { key, csr } = await createKeyAndRequest(`system:node:${hardware.name}`)
  const answer = await client.send<JoinAnswer>('POST', '/hosts/join', { token, hardware, csr })
  const identity = { hostId: answer.hostId, key, certificate: answer.certificate, authority: answer.authority }
  saveIdentity(folder, identity)
  return identity
}
