import type { Clock } from '#domain/clock.ts'
import type { Container } from '#domain/kube/pod.ts'
import { Prober, type ProberEvent } from './prober.ts'
import type { PodHandle } from './runtimes/runtime.ts'
import type { SeenHealth } from './seen-pod.ts'

/** The probers of one pod: one per container that runs. */
export class PodProbes {
  readonly #probers = new Map<string, Prober>()
  readonly #clock: Clock
  readonly #changed: () => void
  readonly #event: ProberEvent

  constructor(clock: Clock, changed: () => void, event: ProberEvent) {
    this.#clock = clock
    this.#changed = changed
    this.#event = event
  }

  /** Begins with a new run of the container, and forgets the run before. */
  begin(container: Container, handle: PodHandle): void {
    this.stop(container.name)
    this.#probers.set(container.name, new Prober(container, handle, this.#clock, this.#changed, this.#event))
  }

  /** What was found last stays known. */
  stop(name: string): void {
    this.#probers.get(name)?.stop()
  }

  stopAll(): void {
    for (const prober of this.#probers.values()) prober.stop()
  }

  health(): Record<string, SeenHealth> {
    return Object.fromEntries([...this.#probers].map(([name, { health }]) => [name, health]))
  }
}
