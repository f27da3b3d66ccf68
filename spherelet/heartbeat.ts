import type { Clock } from '#domain/clock.ts'
import { hasReason } from '#domain/errors.ts'
import type { HeartbeatAnswer } from '#domain/host-agent.ts'
import type { HostLoop } from './host-loop.ts'

const HEARTBEAT_MS = 10_000

type Speaker = Pick<HostLoop, 'hostId' | 'identity' | 'client' | 'usage'>

/**
 * Says every ten seconds that the hosts of this process are alive, and what they use: once for all that share a key, which is all of them but
 * while they go over to the next one. `hosts` are those that have something to say now.
 */
export const startHeartbeat = (hosts: () => Speaker[], clock: Clock, log: (message: string) => void): (() => void) => {
  let cancel = () => {}
  const beat = async () => {
    await Promise.all([...byKey(hosts()).values()].map((same) => beatTogether(same, log)))
    next()
  }
  const next = () => {
    cancel = clock.after(HEARTBEAT_MS, () => void beat())
  }
  next()
  return () => cancel()
}

const byKey = (hosts: Speaker[]): Map<string, Speaker[]> => {
  const groups = new Map<string, Speaker[]>()
  for (const host of hosts) {
    const group = groups.get(host.identity.key)
    if (group) group.push(host)
    else groups.set(host.identity.key, [host])
  }
  return groups
}

// The first host's connection carries it. A host that was removed can carry nothing: the next one does, for itself and those after it.
const beatTogether = async (hosts: Speaker[], log: (message: string) => void): Promise<void> => {
  for (const [index, { client }] of hosts.entries()) {
    const those = hosts.slice(index)
    const body = { hosts: those.map(({ hostId }) => hostId), usage: those.map((host) => host.usage()) }
    try {
      const answer = await client.send<HeartbeatAnswer | undefined>('POST', '/hosts/heartbeat', body)
      if (answer) log(`heartbeat: ${answer.message}`)
      return
    } catch (error) {
      log(`heartbeat: ${(error as Error).message}`)
      if (!hasReason(error, 'Unauthorized')) return
    }
  }
}
