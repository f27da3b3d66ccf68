import type { HostState } from './host-state.ts'

/** The host's value of a topology label, for example its zone; undefined when it has none. */
export const placeOf = ({ labels }: HostState, topologyKey: string): string | undefined =>
  Object.hasOwn(labels, topologyKey) ? labels[topologyKey] : undefined

/** A set of places in several topologies at once: which zones, which hosts. */
export class Places {
  readonly #byKey = new Map<string, Set<string>>()

  get size(): number {
    return this.#byKey.size
  }

  add(topologyKey: string, place: string): void {
    const places = this.#byKey.get(topologyKey)
    if (places) places.add(place)
    else this.#byKey.set(topologyKey, new Set([place]))
  }

  has(topologyKey: string, place: string): boolean {
    return this.#byKey.get(topologyKey)?.has(place) ?? false
  }

  /** True when the host lies in one of the places. */
  holds(host: HostState): boolean {
    for (const [topologyKey, places] of this.#byKey) {
      const place = placeOf(host, topologyKey)
      if (place !== undefined && places.has(place)) return true
    }
    return false
  }
}
