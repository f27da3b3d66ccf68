import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { Agent, request as httpsRequest } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { createSecureContext } from 'node:tls'

// Where the running Hemisphere is:
//   HEMISPHERE_API_URL    https://localhost:6443
//   HEMISPHERE_CA         DATA_DIR/keys/ca.crt
//   HEMISPHERE_PASSWORDS  DATA_DIR/first-passwords.json
const {
  HEMISPHERE_API_URL = 'https://localhost:6443',
  HEMISPHERE_CA = '.data/keys/ca.crt',
  HEMISPHERE_PASSWORDS = '.data/first-passwords.json',
} = process.env

/** Without an answer that helps for this long a benchmark gives up. */
const PATIENCE_MS = 60_000

export const ADMINISTRATOR = 'Administrator@vsphere.local'

/** The first password of an account of the lab. */
export const passwordOf = (account: string): string =>
  (JSON.parse(readFileSync(HEMISPHERE_PASSWORDS, 'utf8')) as Record<string, string>)[account] ?? ''

export const textOf = async (response: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

/** The API port as a benchmark speaks to it: over at most `sockets` connections, and more for streams. */
export const openApi = (sockets: number) => {
  const base = new URL(HEMISPHERE_API_URL)
  const secureContext = createSecureContext({ ca: readFileSync(HEMISPHERE_CA) })
  const agent = new Agent({ keepAlive: true, maxSockets: sockets, secureContext })
  const streams = new Agent({ keepAlive: true, secureContext })

  const open = (method: string, path: string, authorization: string, body?: unknown, via = agent): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const payload = body === undefined ? '' : JSON.stringify(body)
      const headers = {
        authorization,
        accept: 'application/json',
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(payload),
      }
      const request = httpsRequest({ method, host: base.hostname, port: base.port, path, agent: via, headers }, resolve)
      request.on('error', reject)
      request.end(payload)
    })

  const ask = async <T>(method: string, path: string, authorization: string, body?: unknown): Promise<T> => {
    const response = await open(method, path, authorization, body)
    const text = await textOf(response)
    if ((response.statusCode ?? 0) >= 300) throw new Error(`${method} ${path}: ${response.statusCode} ${text.slice(0, 300)}`)
    return JSON.parse(text) as T
  }

  return {
    ask,
    stream: (path: string, authorization: string) => open('GET', path, authorization, undefined, streams),
    /** A Kubernetes token for the administrator, as `kubectl vsphere login` gets it. */
    login: async (): Promise<string> => {
      const basic = `Basic ${Buffer.from(`${ADMINISTRATOR}:${passwordOf(ADMINISTRATOR)}`).toString('base64')}`
      return `Bearer ${(await ask<{ session_id: string }>('POST', '/wcp/login', basic, {})).session_id}`
    },
    /** Makes a namespace as soon as the Supervisor takes one: hosts become nodes a moment before it says that it runs. */
    createNamespace: async (authorization: string, name: string): Promise<void> => {
      const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }
      for (const began = performance.now(); ; ) {
        try {
          await ask('POST', '/api/v1/namespaces', authorization, body)
          return
        } catch (error) {
          if (!(error as Error).message.includes('still being configured') || performance.now() - began > PATIENCE_MS) throw error
          await sleep(500)
        }
      }
    },
    close: () => {
      agent.destroy()
      streams.destroy()
    },
  }
}
