import type { HostConnection } from './host.ts'

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
