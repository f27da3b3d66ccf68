import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { passwordOf } from '../passwords.ts'

const required = (name: string): string => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set; start the tests with npm test kubectl`)
  return value
}

/** Signs in as `kubectl vsphere login` does and resolves with the token. */
const logIn = (url: URL, ca: string, account: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const sent = request(
      new URL('/wcp/login', url),
      { method: 'POST', ca, auth: `${account}:${passwordOf(account)}` },
      (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part
        })
        response.on('end', () => {
          if (response.statusCode === 200) resolve((JSON.parse(text) as { session_id: string }).session_id)
          else reject(new Error(`signing in as ${account} was refused with ${response.statusCode}: ${text}`))
        })
      },
    )
    sent.on('error', reject)
    sent.end()
  })

/** Signs in and resolves with the path of a kubeconfig for that account. */
const kubeconfigFor = async (account: string): Promise<string> => {
  const server = required('HEMISPHERE_API_URL')
  const ca = await readFile(required('HEMISPHERE_CA'), 'utf8')
  const token = await logIn(new URL(server), ca, account)
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'hemisphere', cluster: { server, 'certificate-authority-data': Buffer.from(ca).toString('base64') } }],
    users: [{ name: account, user: { token } }],
    contexts: [{ name: 'hemisphere', context: { cluster: 'hemisphere', user: account } }],
    'current-context': 'hemisphere',
  }
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'kubeconfig-')), 'config')
  await writeFile(file, JSON.stringify(config), { mode: 0o600 })
  return file
}

const known = new Map<string, Promise<string>>()

/** The kubeconfig of an account, signed in once per test file. */
export const signIn = (account: string): Promise<string> => {
  const file = known.get(account) ?? kubeconfigFor(account)
  known.set(account, file)
  return file
}

/** The kubeconfig of an administrator: KUBECONFIG when it is set, else by signing in. */
export const administrator = (): Promise<string> =>
  process.env.KUBECONFIG ? Promise.resolve(process.env.KUBECONFIG) : signIn('Administrator@vsphere.local')
