/** What leaves room for the dot and the digits in a name of at most 253 characters. */
const LONGEST_NAME = 236

/** Repeats are looked for among so many events; what was last told of before them begins anew. */
const REMEMBERED = 4096

const NANOSECONDS = 1_000_000n
const STEP = 1000n

/** An event that was written before: what it is called and how often it has been told. */
export interface ToldEvent {
  name: string
  count: number
}

/** Names for the Events of one writer, and what it told already. */
export interface EventNames {
  /**
   * A name that sorts an object's events as they happened, as Kubernetes' own do (`web.18b3f2c5a1d0e4f7`, nanoseconds in hexadecimal): a
   * list is in the order of names, and kubectl shows events of the same second in the order of the list.
   */
  next(about: string, now: Date): string
  /** The event that told the same before, if it is remembered. */
  told(what: string): ToldEvent | undefined
  remember(what: string, event: ToldEvent): void
  forget(what: string): void
}

/** `salt`, a number from 0 up to but not including 1, keeps writers apart that tell of one object in the same millisecond. */
export const createEventNames = (salt: number): EventNames => {
  const told = new Map<string, ToldEvent>()
  const offset = BigInt(Math.floor(salt * Number(STEP)))
  let last = 0n
  return {
    next: (about, now) => {
      const wanted = BigInt(now.getTime()) * NANOSECONDS + offset
      last = wanted > last ? wanted : last + STEP
      return `${about.slice(0, LONGEST_NAME)}.${last.toString(16)}`
    },
    told: (what) => told.get(what),
    remember: (what, event) => {
      told.delete(what)
      told.set(what, event)
      if (told.size > REMEMBERED) told.delete(told.keys().next().value ?? '')
    },
    forget: (what) => {
      told.delete(what)
    },
  }
}
