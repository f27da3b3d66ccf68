/** Names of the counters that hosts report, as vCenter calls them. */
export const METRICS = {
  /** CPU used, in MHz. */
  cpu: 'cpu.usagemhz',
  /** Memory consumed, in bytes (vCenter counts it in KB; bytes keep one unit throughout). */
  memory: 'mem.consumed',
} as const

/** A sample older than this says nothing about now. */
export const LIVE_SECONDS = 120

/** Live use of a host as its agent measured it: CPU in MHz, memory in bytes. */
export interface HostUsage {
  cpuMhz: number
  memoryBytes: number
}
