import type { ObjectWrite, WriteOutcome } from './object-store.ts'

/** A write on its way to the database, with the text it will be stored as. */
export interface QueuedWrite {
  write: ObjectWrite
  body: string
}

interface Entry extends QueuedWrite {
  /** Writes that were handed in together keep their order. */
  group: number
  resolve(outcome: WriteOutcome): void
  reject(error: unknown): void
}

/** Gathers the writes of one api into batches; see `createWriteQueue`. */
export interface WriteQueue {
  push(writes: QueuedWrite[]): Promise<WriteOutcome>[]
  /** Resolves when everything that was pushed has its outcome. */
  idle(): Promise<void>
}

const MAX_WRITES = 512
const MAX_CHARACTERS = 8_000_000

/**
 * Coalesces writes: while one batch is under way the next ones gather and go together. Batches run one after the other; no key is in a
 * batch twice, and writes to one key, as well as writes handed in together, keep their order. A write whose outcome
 * is an error fails with it; when `run` throws, the whole batch does.
 */
export function createWriteQueue(run: (batch: QueuedWrite[]) => Promise<(WriteOutcome | Error)[]>): WriteQueue {
  let waiting: Entry[] = []
  let running: Promise<void> | undefined
  let groups = 0

  const drain = async () => {
    while (waiting.length > 0) {
      const { batch, rest } = takeBatch(waiting)
      waiting = rest
      try {
        const outcomes = await run(batch)
        for (const [i, entry] of batch.entries()) settle(entry, outcomes[i] as WriteOutcome | Error)
      } catch (error) {
        for (const entry of batch) entry.reject(error)
      }
      await turn()
    }
    running = undefined
  }

  return {
    push(writes) {
      const group = groups++
      const outcomes = writes.map(
        (queued) => new Promise<WriteOutcome>((resolve, reject) => waiting.push({ ...queued, group, resolve, reject })),
      )
      running ??= turn().then(drain)
      return outcomes
    },
    idle: async () => running,
  }
}

const settle = ({ resolve, reject }: Entry, outcome: WriteOutcome | Error) =>
  outcome instanceof Error ? reject(outcome) : resolve(outcome)

// One turn of the event loop: those whom a finished batch woke, or whose requests arrived together, get into the same next batch.
const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Splits what waits into the next batch and the rest, which stays in order. */
export function takeBatch<T extends QueuedWrite & { group: number }>(waiting: readonly T[]): { batch: T[]; rest: T[] } {
  const batch: T[] = []
  const rest: T[] = []
  const taken = new Set<string>()
  const heldGroups = new Set<number>()
  let characters = 0
  for (const [i, entry] of waiting.entries()) {
    if (batch.length >= MAX_WRITES || characters >= MAX_CHARACTERS) {
      rest.push(...waiting.slice(i))
      break
    }
    const { resource, namespace, name } = entry.write.key
    const key = `${resource}/${namespace}/${name}`
    if (taken.has(key) || heldGroups.has(entry.group)) {
      heldGroups.add(entry.group)
      rest.push(entry)
    } else {
      batch.push(entry)
      characters += entry.body.length
    }
    taken.add(key)
  }
  return { batch, rest }
}
