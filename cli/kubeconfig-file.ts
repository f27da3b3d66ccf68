import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parse, stringify } from 'yaml'

interface Named {
  name: string
}

/** The parts of a kubeconfig that we change; whatever else is in the file stays. */
export interface Kubeconfig {
  apiVersion?: string
  kind?: string
  clusters?: (Named & { cluster: { server: string; 'certificate-authority-data'?: string } })[]
  users?: (Named & { user: { token?: string } })[]
  contexts?: (Named & { context: { cluster: string; user: string; namespace?: string } })[]
  'current-context'?: string
}

/** The file kubectl would write to. */
export const kubeconfigPath = (env: Record<string, string | undefined>): string =>
  env.KUBECONFIG?.split(path.delimiter).find(Boolean) ?? path.join(env.HOME ?? os.homedir(), '.kube', 'config')

/** The file's content; an empty one when there is no file. */
export const readKubeconfig = async (file: string): Promise<Kubeconfig> => {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw new Error(`${file} can't be read (${error.code}).`)
  })
  return (parse(text) as Kubeconfig | null) ?? {}
}

/** Replaces the file whole, readable by its owner only, so that a reader never sees half of it. */
export const writeKubeconfig = async (file: string, config: Kubeconfig): Promise<void> => {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}`
  await writeFile(draft, stringify({ apiVersion: 'v1', kind: 'Config', ...config }), { mode: 0o600 })
  await rename(draft, file)
}

const belongsTo = (host: string) => (user: string) => user.startsWith(`wcp:${host}:`)

/** Everything of one server goes: its users, the contexts that use them, and the clusters those point at. */
export const withoutHost = (config: Kubeconfig, host: string): Kubeconfig => {
  const mine = belongsTo(host)
  const gone = (config.contexts ?? []).filter(({ context }) => mine(context.user))
  const contexts = (config.contexts ?? []).filter((each) => !gone.includes(each))
  const clusters = new Set(gone.map(({ context }) => context.cluster))
  const lost = gone.some(({ name }) => name === config['current-context'])
  return {
    ...config,
    clusters: (config.clusters ?? []).filter(
      ({ name }) => !clusters.has(name) || contexts.some(({ context }) => context.cluster === name),
    ),
    users: (config.users ?? []).filter(({ name }) => !mine(name)),
    contexts,
    'current-context': lost ? '' : (config['current-context'] ?? ''),
  }
}

/** A login's entries over what is there; a context name that another server has keeps its owner, and ours gets the suffix `-HOST`. */
export const withLogin = (config: Kubeconfig, login: Kubeconfig, host: string): Kubeconfig => {
  const rest = withoutHost(config, host)
  const taken = new Set((rest.contexts ?? []).map(({ name }) => name))
  const renamed = (name: string) => (taken.has(name) ? `${name}-${host}` : name)
  const contexts = (login.contexts ?? []).map((each) => ({ ...each, name: renamed(each.name) }))
  const kept = contexts.some(({ name }) => name === config['current-context']) ? config['current-context'] : undefined
  return {
    ...rest,
    clusters: [...(rest.clusters ?? []), ...(login.clusters ?? [])],
    users: [...(rest.users ?? []), ...(login.users ?? [])],
    contexts: [...(rest.contexts ?? []), ...contexts],
    'current-context': kept ?? renamed(login['current-context'] ?? ''),
  }
}

/** A server we are logged in to. */
export interface Login {
  host: string
  username: string
  token: string
  authority: string
}

/** The login of `host`, or of the current context, or the only one there is; undefined when it can't be told. */
export const findLogin = (config: Kubeconfig, host?: string): Login | undefined => {
  const current = config.contexts?.find(({ name }) => name === config['current-context'])?.context.user
  const users = (config.users ?? []).filter(({ name }) => name.startsWith('wcp:'))
  const user =
    host === undefined
      ? (users.find(({ name }) => name === current) ?? (users.length === 1 ? users[0] : undefined))
      : users.find(({ name }) => belongsTo(host)(name))
  const cluster = config.contexts?.find(({ context }) => context.user === user?.name)?.context.cluster
  const data = config.clusters?.find(({ name }) => name === cluster)?.cluster['certificate-authority-data']
  // The user name has no colon, the host may have one before its port.
  const [, server, username] = /^wcp:(.+):([^:]+)$/.exec(user?.name ?? '') ?? []
  if (!user?.user.token || !server || !username || !data) return undefined
  return { host: server, username, token: user.user.token, authority: Buffer.from(data, 'base64').toString('utf8') }
}
