import type { HostConnection, Maintenance, SphereletStatus } from './host.ts'

/** A connected host that has been silent for longer than this is not responding. */
export const HEARTBEAT_WINDOW_MS = 40_000

/** How a host is reached now: what is stored, corrected by when it was last heard from. */
export const connectionNow = (
  { connectionState, lastSeenAt }: { connectionState: HostConnection; lastSeenAt: Date | null },
  now: Date,
): HostConnection => {
  if (connectionState === 'DISCONNECTED') return 'DISCONNECTED'
  const silent = now.getTime() - (lastSeenAt?.getTime() ?? 0) > HEARTBEAT_WINDOW_MS
  return silent ? 'NOT_RESPONDING' : 'CONNECTED'
}

/** What the Spherelet of a host is now: one that was ready and can't be reached is not ready, and says why. */
export const sphereletNow = <Said extends { state: SphereletStatus; message: string }>(
  said: Said,
  connection: HostConnection,
): Said => {
  if (said.state !== 'READY' || connection === 'CONNECTED') return said
  return {
    ...said,
    state: 'NOT_READY',
    message:
      connection === 'DISCONNECTED'
        ? 'The host is disconnected'
        : `The host has not been heard from for ${HEARTBEAT_WINDOW_MS / 1000} seconds`,
  }
}

/** Whether vSphere Pods can be placed on the host, as far as the inventory knows. */
export const takesPods = (
  connection: HostConnection,
  maintenance: Maintenance,
  spherelet: SphereletStatus | undefined,
): boolean => connection === 'CONNECTED' && maintenance === 'NONE' && spherelet === 'READY'
