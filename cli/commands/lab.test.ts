import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hemisphere } from '../hemisphere.ts'
import { lab } from './lab.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'lab-command-'))
const asked: string[] = []
const simulator = createServer((request, response) => {
  asked.push(`${request.method} ${request.url} ${request.headers.authorization}`)
  const known = request.url?.startsWith('/hosts/esx-01.lab.local/')
  response
    .writeHead(known ? 200 : 404)
    .end(JSON.stringify({ message: known ? 'esx-01.lab.local is silent now' : 'There is no simulated host x.' }))
})

beforeAll(async () => {
  await new Promise<void>((resolve) => simulator.listen(0, '127.0.0.1', resolve))
  const { port } = simulator.address() as AddressInfo
  writeFileSync(path.join(dataDir, 'simulator.json'), JSON.stringify({ url: `http://127.0.0.1:${port}`, secret: 'hush' }))
})
afterAll(() => {
  simulator.close()
  rmSync(dataDir, { recursive: true })
})

const run = async (args: string[], env: Record<string, string> = { DATA_DIR: dataDir }) => {
  const said: string[] = []
  const say = (text: string) => void said.push(text)
  const code = await hemisphere(args, lab, { env, out: say, err: say, ask: async () => undefined })
  return { code, said: said.join('\n') }
}

test('a fault is asked of the simulator with its secret', async () => {
  expect(await run(['lab', 'fail-host', 'esx-01.lab.local'])).toEqual({ code: 0, said: 'esx-01.lab.local is silent now' })
  expect(asked).toEqual(['POST /hosts/esx-01.lab.local/fail Bearer hush'])
})

test.each([
  ['an unknown host', ['lab', 'slow-host', 'x'], undefined, 'There is no simulated host x.'],
  ['no host', ['lab', 'recover-host'], undefined, 'Name one host: hemisphere lab recover-host HOST'],
  ['no lab', ['lab', 'fail-host', 'x'], { DATA_DIR: '/nowhere' }, "/nowhere/simulator.json can't be read"],
])('%s is refused with what to do', async (_what, args, env, words) => {
  const { code, said } = await run(args, env)
  expect(code).toBe(1)
  expect(said).toContain(words)
})
