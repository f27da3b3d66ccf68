import type { ObjectWrite, WriteOutcome } from '../object-store.ts'
import { openStore, type Store } from '../open-store.ts'
import { testDatabase } from './database.ts'

/** A store on a database of its own. */
export interface TestStore {
  store: Store
  /** An api that no other test of the file writes to. */
  newApi(): string
  /** Writes, and throws when that is refused. */
  must(write: ObjectWrite): Promise<Extract<WriteOutcome, { ok: true }>>
  close(): Promise<void>
}

/** Opens a store on a database cloned from the template; `close` drops the database. */
export const openTestStore = async (): Promise<TestStore> => {
  const database = await testDatabase()
  const store = await openStore({ url: database.url })
  let apis = 0
  return {
    store,
    newApi: () => `supervisor:${++apis}`,
    must: async (write) => {
      const outcome = await store.objects.write(write)
      if (!outcome.ok) throw new Error(`${write.operation} of ${write.key.name} was refused: ${outcome.reason}`)
      return outcome
    },
    close: async () => {
      await store.close()
      await database.drop()
    },
  }
}
