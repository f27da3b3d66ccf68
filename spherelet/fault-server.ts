import { randomBytes, timingSafeEqual } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Simulator } from './simulator.ts'

const PATH = /^\/hosts\/([^/]+)\/(fail|recover|slow)$/

/**
 * Lets `hemisphere lab fail-host|recover-host|slow-host` reach the simulator: on this machine only, and only with the secret that `file` holds,
 * which its owner alone can read.
 */
export const startFaultServer = async (simulator: Simulator, file: string): Promise<{ close(): void }> => {
  const secret = randomBytes(24).toString('base64url')
  const server = createServer(async (request, response) => {
    const answer = (status: number, message: string) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ message }))
    }
    const given = Buffer.from(request.headers.authorization ?? '')
    const wanted = Buffer.from(`Bearer ${secret}`)
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return answer(401, 'The secret is wrong.')
    const [, name = '', what] = PATH.exec(decodeURIComponent(request.url ?? '')) ?? []
    const fault = simulator.fault(name)
    if (request.method !== 'POST' || !what) return answer(404, 'POST /hosts/NAME/fail, /recover or /slow')
    if (!fault) return answer(404, `There is no simulated host ${name}. There are: ${simulator.names().slice(0, 20).join(', ')}`)
    if (what === 'fail') fault.failed = true
    if (what === 'slow') fault.slowness = 10
    if (what === 'recover') await simulator.recover(name)
    answer(
      200,
      { fail: `${name} is silent now`, slow: `${name} is ten times slower now`, recover: `${name} is well again` }[what] ?? '',
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  writeFileSync(file, JSON.stringify({ url: `http://127.0.0.1:${port}`, secret }), { mode: 0o600 })
  return {
    close: () => {
      server.close()
      rmSync(file, { force: true })
    },
  }
}
