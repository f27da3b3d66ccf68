import { parseArgs } from 'node:util'
import type { Command } from '../command.ts'
import { hostOf } from '../control-plane.ts'
import { findLogin, kubeconfigPath, readKubeconfig, withoutHost, writeKubeconfig } from '../kubeconfig-file.ts'

/** Removes a server's contexts and token from the kubeconfig. */
export const logout: Command = {
  name: 'logout',
  usage: '[--server HOST[:PORT]]',
  summary: 'Remove the contexts and the token of a server',
  async run(args, { env, out }) {
    const { server } = parseArgs({ args, options: { server: { type: 'string', short: 's' } } }).values
    const file = kubeconfigPath(env)
    const config = await readKubeconfig(file)
    const login = findLogin(config, server === undefined ? undefined : hostOf(server))
    if (!login)
      throw new Error('There is no such login. If you are logged in to several servers, say which: --server HOST[:PORT].')
    await writeKubeconfig(file, withoutHost(config, login.host))
    out(`Logged out of ${login.host}. The token itself ends by 10 hours after it was issued.`)
    return 0
  },
}
