import type { Clock } from '#domain/clock.ts'
import type { Container, Probe } from '#domain/kube/pod.ts'
import type { PodHandle } from './runtimes/runtime.ts'
import type { SeenHealth } from './seen-pod.ts'

type Kind = 'startup' | 'readiness' | 'liveness'

const TITLES: Record<Kind, string> = { startup: 'Startup', readiness: 'Readiness', liveness: 'Liveness' }

/** Told of each probe that fails, as kubelet words it. */
export type ProberEvent = (type: 'Warning', reason: 'Unhealthy', message: string) => void

/**
 * Probes one run of one container: the startup probe first, then readiness and liveness side by side. A container without a probe counts
 * as passed. https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
 */
export class Prober {
  health: SeenHealth
  readonly #container: Container
  readonly #handle: PodHandle
  readonly #clock: Clock
  readonly #changed: () => void
  readonly #event: ProberEvent
  readonly #timers = new Map<string, () => void>()
  #stopped = false

  constructor(container: Container, handle: PodHandle, clock: Clock, changed: () => void, event: ProberEvent) {
    this.#container = container
    this.#handle = handle
    this.#clock = clock
    this.#changed = changed
    this.#event = event
    const { startupProbe, readinessProbe } = container
    this.health = { started: !startupProbe, ready: !startupProbe && !readinessProbe, live: true }
    if (startupProbe) this.#run('startup', startupProbe, (ok) => this.#startup(ok))
    else this.#afterStart()
  }

  stop(): void {
    this.#stopped = true
    for (const cancel of this.#timers.values()) cancel()
  }

  #startup(ok: boolean): void {
    if (!ok) return this.#set({ live: false, failed: 'startup' })
    this.#timers.get('startup')?.()
    this.#timers.delete('startup')
    this.#set({ started: true, ready: !this.#container.readinessProbe })
    this.#afterStart()
  }

  #afterStart(): void {
    const { readinessProbe, livenessProbe } = this.#container
    if (readinessProbe) this.#run('readiness', readinessProbe, (ready) => this.#set({ ready }))
    if (livenessProbe) this.#run('liveness', livenessProbe, (live) => this.#set({ live, failed: 'liveness' }))
  }

  #set(change: Partial<SeenHealth>): void {
    const next = { ...this.health, ...change }
    if (next.started === this.health.started && next.ready === this.health.ready && next.live === this.health.live) return
    this.health = next
    this.#changed()
  }

  /** Calls `verdict` when enough results in a row agree, and again only when they change. */
  #run(kind: Kind, probe: Probe, verdict: (ok: boolean) => void): void {
    const { initialDelaySeconds = 0, periodSeconds = 10, successThreshold = 1, failureThreshold = 3 } = probe
    let row = 0
    let last: boolean | undefined
    const once = async () => {
      if (this.#stopped) return
      const { ok, message } = await this.#handle.probe(this.#container.name, probe)
      if (this.#stopped) return
      if (!ok) this.#event('Warning', 'Unhealthy', `${TITLES[kind]} probe failed: ${message}`)
      row = last === ok ? row + 1 : 1
      last = ok
      if (row === (ok ? successThreshold : failureThreshold)) {
        verdict(ok)
      }
      if (kind !== 'startup' || !this.health.started) this.#later(kind, periodSeconds * 1000, once)
    }
    // A first probe right at the start would only ever fail; a second's patience saves a pod most of a period.
    this.#later(kind, Math.max(initialDelaySeconds * 1000, 200), once)
  }

  #later(kind: Kind, ms: number, once: () => Promise<void>): void {
    if (!this.#stopped)
      this.#timers.set(
        kind,
        this.#clock.after(ms, () => void once()),
      )
  }
}
