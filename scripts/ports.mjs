import { createServer } from 'node:net'

/** @param {number} port 0 for any free one @param {string} [host] */
const tryListen = (port, host) =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.unref()
    server.once('error', reject)
    server.listen({ port, host, exclusive: true }, () => {
      const { port: got } = /** @type {import('node:net').AddressInfo} */ (server.address())
      server.close(() => resolve(got))
    })
  })

/** A port that nobody uses right now. */
export const freePort = () => tryListen(0, '127.0.0.1')

/**
 * One sentence when the port is taken.
 * @param {number} port @param {string} variable the environment variable that changes it
 */
export const requireFreePort = async (port, variable) => {
  try {
    await tryListen(port)
  } catch (error) {
    const another = port > 65000 ? port - 10 : port + 10
    if (error.code === 'EACCES')
      throw new Error(
        `This user may not open port ${port}: set ${variable} to one above 1023, for example ${variable}=${port + 8000}.`,
      )
    const why = error.code === 'EADDRINUSE' ? 'is in use by another program' : `can't be used (${error.code})`
    throw new Error(
      `Port ${port} ${why}. Stop that program, or set ${variable} to another port, for example ${variable}=${another}.`,
    )
  }
}
