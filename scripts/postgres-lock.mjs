import { existsSync, readFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'

/**
 * What postmaster.pid says: https://www.postgresql.org/docs/current/storage-file-layout.html (line 1 pid, 4 port, 8 state).
 * @param {string} cluster
 * @returns {{ state: 'absent' | 'dead' | 'foreign' | 'starting' | 'ready', pid: number, port: number }}
 */
export function readLock(cluster) {
  let lines
  try {
    lines = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return { state: 'absent', pid: 0, port: 0 }
  }
  const pid = Number(lines[0])
  const port = Number(lines[3])
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPERM') return { state: 'dead', pid, port }
  }
  if (existsSync('/proc/self/stat')) {
    let stat = ''
    try {
      stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    } catch {
      return { state: 'dead', pid, port }
    }
    if (!stat.includes('(postgres)') || /\) Z /.test(stat)) return { state: 'foreign', pid, port }
  }
  return { state: lines[7]?.trim() === 'ready' ? 'ready' : 'starting', pid, port }
}

/**
 * True when a PostgreSQL answers there: it replies N or S to an SSLRequest.
 * @param {number} port @returns {Promise<boolean>}
 */
export const answers = (port) =>
  new Promise((resolve) => {
    const socket = net.connect({ host: '127.0.0.1', port })
    const done = (/** @type {boolean} */ result) => {
      socket.destroy()
      resolve(result)
    }
    socket.setTimeout(2000, () => done(false))
    socket.once('error', () => done(false))
    socket.once('connect', () => socket.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])))
    socket.once('data', (data) => done(data[0] === 78 || data[0] === 83))
  })

/**
 * @param {number} port 0 for any
 * @returns {Promise<number | undefined>} the port when it is free
 */
export const free = (port) =>
  new Promise((resolve) => {
    const server = net.createServer()
    server.once('error', () => resolve(undefined))
    server.listen(port, '127.0.0.1', () => {
      const { port: got } = /** @type {net.AddressInfo} */ (server.address())
      server.close(() => resolve(got))
    })
  })
