import { readFileSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import type { Command, Terminal } from '../command.ts'

/** How the simulator is reached: it writes this where only its owner can read it. */
interface Simulator {
  url: string
  secret: string
}

const readSimulator = (env: Terminal['env']): Simulator => {
  const file = path.join(path.resolve(env.DATA_DIR ?? '.data'), 'simulator.json')
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Simulator
  } catch {
    throw new Error(
      `${file} can't be read: no simulated hosts are running there. Start a lab, or set DATA_DIR to the folder of the one that runs.`,
    )
  }
}

const post = ({ url, secret }: Simulator, target: string): Promise<{ status: number; message: string }> =>
  new Promise((resolve, reject) => {
    const request = http.request(
      `${url}${target}`,
      { method: 'POST', agent: false, headers: { authorization: `Bearer ${secret}` } },
      (response) => {
        response.setEncoding('utf8')
        let text = ''
        response.on('data', (chunk: string) => {
          text += chunk
        })
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, message: (JSON.parse(text) as { message: string }).message }),
        )
        response.on('error', reject)
      },
    )
    request.on('error', () =>
      reject(new Error(`The simulated hosts at ${url} do not answer: they may have been stopped a moment ago.`)),
    )
    request.end()
  })

const fault = (what: 'fail' | 'recover' | 'slow', summary: string): Command => ({
  name: `lab ${what}-host`,
  usage: 'HOST',
  summary,
  async run([host, ...rest], { env, out }) {
    if (!host || rest.length > 0) throw new Error(`Name one host: hemisphere lab ${what}-host HOST`)
    const { status, message } = await post(readSimulator(env), `/hosts/${encodeURIComponent(host)}/${what}`)
    if (status !== 200) throw new Error(message)
    out(message)
    return 0
  },
})

/** Makes simulated hosts of a lab misbehave, and behave again. */
export const lab: readonly Command[] = [
  fault('fail', 'Make a simulated host fall silent, as if it had lost its power'),
  fault('slow', 'Make a simulated host ten times slower'),
  fault('recover', 'Make a simulated host well again'),
]
