import type { LoggedChange } from './read-log.ts'

/** The newest changes of one api in memory, without gaps: those after `floor` up to `head`. */
export interface ChangeRing {
  readonly floor: number
  readonly head: number
  /** Adds changes that follow on `head`. */
  append(changes: readonly LoggedChange[]): void
  /** Lets the oldest go when there are too many, or they are too long together. */
  trim(): void
  /** At most `count` changes after a position that is not below `floor`. */
  after(position: number, count: number): LoggedChange[]
  at(position: number): LoggedChange | undefined
  /** Forgets all and goes on from `head`. */
  reset(head: number): void
}

/** A ring that holds, after `trim`, at most `maxChanges` with at most `maxCharacters` of text together, but always the newest. */
export function createChangeRing(head: number, maxChanges: number, maxCharacters: number): ChangeRing {
  let changes: LoggedChange[] = []
  let start = 0 // the first live place in `changes`; the dead ones before it are cut off now and then
  let floor = head
  let characters = 0
  const live = () => changes.length - start
  const at = (position: number) => (position > floor ? changes[start + position - floor - 1] : undefined)
  return {
    get floor() {
      return floor
    },
    get head() {
      return floor + live()
    },
    append(added) {
      for (const change of added) {
        changes.push(change)
        characters += change.text.length
      }
    },
    trim() {
      while (live() > maxChanges || (characters > maxCharacters && live() > 1)) {
        characters -= changes[start]?.text.length ?? 0
        start++
        floor++
      }
      if (start > maxChanges) {
        changes = changes.slice(start)
        start = 0
      }
    },
    after: (position, count) => changes.slice(start + position - floor, start + position - floor + count),
    at,
    reset(next) {
      changes = []
      start = 0
      characters = 0
      floor = next
    },
  }
}
