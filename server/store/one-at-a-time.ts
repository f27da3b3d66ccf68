import type { SqlDriverAdapterFactory, SqlQueryable, Transaction } from '@prisma/driver-adapter-utils'

/**
 * Prisma reads the relations of one `include` side by side, in a transaction too, where there is one connection for all of them. pg queues
 * them, says that this is deprecated, and will stop doing it in version 9: here each waits for the one before it, which takes no longer.
 */
export const oneAtATime = (factory: SqlDriverAdapterFactory): SqlDriverAdapterFactory => ({
  provider: factory.provider,
  adapterName: factory.adapterName,
  connect: async () => {
    const adapter = await factory.connect()
    const start = adapter.startTransaction.bind(adapter)
    adapter.startTransaction = async (isolationLevel) => inTurn(await start(isolationLevel))
    return adapter
  },
})

/** The transaction, changed so that its statements go out one after another. */
const inTurn = (transaction: Transaction): Transaction => {
  let last: Promise<unknown> = Promise.resolve()
  const turn = <T>(run: () => Promise<T>): Promise<T> => {
    const mine = last.then(run)
    last = mine.catch(() => undefined)
    return mine
  }
  const queryRaw: SqlQueryable['queryRaw'] = transaction.queryRaw.bind(transaction)
  const executeRaw: SqlQueryable['executeRaw'] = transaction.executeRaw.bind(transaction)
  return Object.assign(transaction, {
    queryRaw: ((query) => turn(() => queryRaw(query))) satisfies SqlQueryable['queryRaw'],
    executeRaw: ((query) => turn(() => executeRaw(query))) satisfies SqlQueryable['executeRaw'],
  })
}
