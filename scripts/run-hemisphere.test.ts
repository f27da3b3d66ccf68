import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import net from 'node:net'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { freePort } from './ports.mjs'

/** Runs one of the two commands in an environment in which it can't start. */
const run = (script: string, env: Record<string, string>) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(import.meta.dirname, script)], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
  return { status, said: stdout + stderr }
}

describe.each(['start.mjs', 'dev.mjs'])('%s', (script) => {
  test('says in one sentence that a setting is wrong', () => {
    expect(run(script, { PORT: 'abc' })).toEqual({
      status: 1,
      said: '\nPORT must be a whole number, for example PORT=3000; it is "abc".\n',
    })
  })

  test.each(['PORT', 'API_PORT'])('says in one sentence that %s is in use', async (variable) => {
    const server = net.createServer()
    await once(server.listen(0), 'listening')
    const { port } = server.address() as net.AddressInfo
    const env = { PORT: String(await freePort()), API_PORT: String(await freePort()), [variable]: String(port) }
    expect(run(script, env)).toEqual({
      status: 1,
      said: `\nPort ${port} is in use by another program. Stop that program, or set ${variable} to another port, for example ${variable}=${port > 65000 ? port - 10 : port + 10}.\n`,
    })
    server.close()
  })
})
