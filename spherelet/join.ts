import type { Clock } from '#domain/clock.ts'
import type { JoinAnswer } from '#domain/host-agent.ts'
import type { HostHardware } from '#domain/vsphere/host.ts'
import { createRequest, type HostIdentity, lifeOf, readIdentity, saveIdentity } from './identity.ts'
import type { KeyRing } from './key-ring.ts'
import type { SupervisorClient } from './supervisor-client.ts'

export interface JoinOptions {
  /** Speaks without a certificate; shared by the hosts that one process joins. */
  client: SupervisorClient
  token: string
  hardware: HostHardware
  keys: KeyRing
  clock: Clock
  /** Where the host's identity is kept. */
  folder: string
}

/** The host's identity: from an earlier start while its certificate is good, else by joining (again) with the token now. */
export const joinOnce = async ({ client, token, hardware, keys, clock, folder }: JoinOptions): Promise<HostIdentity> => {
  const known = readIdentity(folder)
  if (known && clock.now() < lifeOf(known).until) return known
  const key = await keys.current()
  const csr = await createRequest(key, `system:node:${hardware.name}`)
  const answer = await client.send<JoinAnswer>('POST', '/hosts/join', { token, hardware, csr })
  const identity = { hostId: answer.hostId, key, certificate: answer.certificate, authority: answer.authority }
  saveIdentity(folder, identity)
  return identity
}
