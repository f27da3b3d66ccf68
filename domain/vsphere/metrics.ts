/** Names of the counters that hosts report, as vCenter calls them. */
export const METRICS = {
  /** CPU used, in MHz. */
  cpu: 'cpu.usagemhz',
  /** Memory consumed, in bytes (vCenter counts it in KB; bytes keep one unit throughout). */
  memory: 'mem.consumed',
} as const

/** A sample older than this says nothing about now. */
export const LIVE_SECONDS = 60

/** Seconds that a live sample stands for, as vCenter's real-time samples do. */
export const LIVE_INTERVAL = 20

const HOUR = 3600
const DAY = 24 * HOUR

/**
 * How samples are condensed with age: those of `from` seconds are averaged into ones of `to` seconds, and deleted once `keep` seconds old.
 * vCenter's statistics levels: 5 minutes for a day, 30 minutes for a week, 2 hours for a month, a day for a year.
 */
export const ROLL_UPS = [
  { from: LIVE_INTERVAL, to: 300, keep: HOUR },
  { from: 300, to: 1800, keep: DAY },
  { from: 1800, to: 2 * HOUR, keep: 7 * DAY },
  { from: 2 * HOUR, to: DAY, keep: 30 * DAY },
  { from: DAY, to: undefined, keep: 365 * DAY },
] as const

/** Events and finished tasks are kept this long, as vCenter does by default. */
export const KEEP_HISTORY_SECONDS = 30 * DAY

/** How long the audit log is kept. */
export const KEEP_AUDIT_SECONDS = 365 * DAY

/** Live use of a host as its agent measured it: CPU in MHz, memory in bytes. */
export interface HostUsage {
  cpuMhz: number
  memoryBytes: number
}
