/** One call among others that are made together, each with an answer or an error of its own. */
type Gathered<T, R> = (items: T[]) => Promise<(R | Error)[]>

interface Waiting<T, R> {
  item: T
  resolve(result: R): void
  reject(error: unknown): void
}

/**
 * Turns single calls into batches of at most `most`: the calls that arrive while one batch is under way go together in the next, so a call
 * alone waits for nobody and a thousand at once cost a few statements. When a whole batch throws, its calls are tried one by one.
 */
export const gather = <T, R>(run: Gathered<T, R>, most = 500): ((item: T) => Promise<R>) => {
  let waiting: Waiting<T, R>[] = []
  let isRunning = false

  const settle = async (batch: Waiting<T, R>[]): Promise<void> => {
    try {
      const results = await run(batch.map(({ item }) => item))
      for (const [index, { resolve, reject }] of batch.entries()) {
        const result = results[index] as R | Error
        if (result instanceof Error) reject(result)
        else resolve(result)
      }
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error)
      else for (const each of batch) await settle([each])
    }
  }
  const drain = async () => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most)
      waiting = waiting.slice(most)
      await settle(batch)
      await turn()
    }
    isRunning = false
  }

  return (item) =>
    new Promise<R>((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (isRunning) return
      isRunning = true
      void turn().then(drain)
    })
}

// Requests that arrived together get into the same batch.
const turn = () => new Promise<void>((resolve) => setImmediate(resolve))
