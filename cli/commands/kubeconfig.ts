import { parseArgs } from 'node:util'
import type { Command } from '../command.ts'
import { hostOf, listWorkloads, loginKubeconfig } from '../control-plane.ts'
import { findLogin, kubeconfigPath, readKubeconfig } from '../kubeconfig-file.ts'

/** Prints a kubeconfig of a login alone, for machines that have none. */
export const kubeconfig: Command = {
  name: 'kubeconfig',
  usage: '[--server HOST[:PORT]]',
  summary: 'Print a kubeconfig with your current login and nothing else',
  async run(args, { env, out }) {
    const { server } = parseArgs({ args, options: { server: { type: 'string', short: 's' } } }).values
    const login = findLogin(await readKubeconfig(kubeconfigPath(env)), server === undefined ? undefined : hostOf(server))
    if (!login) throw new Error('You are not logged in. Run: hemisphere login --server HOST --username NAME')
    out(loginKubeconfig(login, await listWorkloads(login.host, login, login.token)).trimEnd())
    return 0
  },
}
