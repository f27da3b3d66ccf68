import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import type { Command, Terminal } from '../command.ts'
import { accountOf, fetchAuthority, hostOf, listWorkloads, loginKubeconfig, requestToken } from '../control-plane.ts'
import { findLogin, type Kubeconfig, kubeconfigPath, readKubeconfig, withLogin, writeKubeconfig } from '../kubeconfig-file.ts'

interface LoginOptions {
  server?: string
  username?: string
  ca?: string
  fingerprint?: string
  'insecure-skip-tls-verify'?: boolean
}

/** Gets a Kubernetes token and writes one kubectl context per namespace. */
export const login: Command = {
  name: 'login',
  usage: '--server HOST[:PORT] --username NAME[@DOMAIN] [--ca FILE | --fingerprint SHA256 | --insecure-skip-tls-verify]',
  summary: 'Log in for kubectl: one context per namespace',
  async run(args, terminal) {
    const options = readOptions(args)
    const { env } = terminal
    const server = options.server ?? env.HEMISPHERE_SERVER
    if (!server) throw new Error('Say which server: --server HOST[:PORT] (the API port).')
    const host = hostOf(server)
    const file = kubeconfigPath(env)
    const before = await readKubeconfig(file)
    const authority = await trustedAuthority(host, options, findLogin(before, host)?.authority, terminal)
    const username = options.username ?? env.HEMISPHERE_USERNAME ?? (await terminal.ask('Username: '))
    if (!username) throw new Error('Say who you are: --username NAME.')
    const password =
      env.HEMISPHERE_PASSWORD ?? env.KUBECTL_VSPHERE_PASSWORD ?? (await terminal.ask('Password: ', { secret: true }))
    if (!password) throw new Error('A password is needed: set HEMISPHERE_PASSWORD, or run this in a terminal.')

    const token = await requestToken(host, { authority }, username, password)
    const workloads = await listWorkloads(host, { authority }, token)
    const written = parse(loginKubeconfig({ host, authority, token }, workloads)) as Kubeconfig
    const after = withLogin(before, written, host)
    await writeKubeconfig(file, after)

    terminal.out('Logged in successfully.')
    terminal.out('')
    terminal.out('You have access to the following contexts:')
    const user = `wcp:${host}:${accountOf(token)}`
    for (const { name, context } of after.contexts ?? []) if (context.user === user) terminal.out(`   ${name}`)
    terminal.out('')
    terminal.out('To change context, use `kubectl config use-context <workload name>`')
    return 0
  },
}

const readOptions = (args: string[]): LoginOptions =>
  parseArgs({
    args,
    options: {
      server: { type: 'string', short: 's' },
      username: { type: 'string', short: 'u' },
      ca: { type: 'string' },
      fingerprint: { type: 'string' },
      'insecure-skip-tls-verify': { type: 'boolean' },
    },
  }).values

const plain = (fingerprint: string) => fingerprint.replaceAll(':', '').toLowerCase()

// As ssh does it: the authority is believed once, by a person who compared its fingerprint, and remembered.
const trustedAuthority = async (
  host: string,
  options: LoginOptions,
  known: string | undefined,
  terminal: Terminal,
): Promise<string> => {
  if (options.ca) return readFile(options.ca, 'utf8')
  const wanted = options.fingerprint
  if (known && !wanted && !options['insecure-skip-tls-verify']) return known
  const { authority, fingerprint } = await fetchAuthority(host)
  if (options['insecure-skip-tls-verify']) return authority
  if (wanted) {
    if (plain(wanted) === plain(fingerprint)) return authority
    throw new Error(
      `The authority of ${host} has another fingerprint: ${fingerprint}. Someone may be in between; nothing was sent.`,
    )
  }
  terminal.err(`The authority of ${host} is not known yet. Its SHA-256 fingerprint is\n  ${fingerprint}`)
  const answer = await terminal.ask('Trust it? (yes/no) ')
  if (answer?.trim().toLowerCase() === 'yes') return authority
  throw new Error('Not trusted. Give the authority with --ca FILE, or its fingerprint with --fingerprint.')
}
