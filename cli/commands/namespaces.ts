import { parseArgs } from 'node:util'
import type { Command } from '../command.ts'
import { hostOf, listWorkloads } from '../control-plane.ts'
import { findLogin, kubeconfigPath, readKubeconfig } from '../kubeconfig-file.ts'

/** Lists the namespaces one may enter. */
export const namespaces: Command = {
  name: 'namespaces',
  usage: '[--server HOST[:PORT]] [--output json]',
  summary: 'List the namespaces you may enter',
  async run(args, { env, out }) {
    const options = { server: { type: 'string', short: 's' }, output: { type: 'string', short: 'o' } } as const
    const { server, output } = parseArgs({ args, options }).values
    const login = findLogin(await readKubeconfig(kubeconfigPath(env)), server === undefined ? undefined : hostOf(server))
    if (!login) throw new Error('You are not logged in. Run: hemisphere login --server HOST --username NAME')
    const workloads = await listWorkloads(login.host, login, login.token)
    if (output === 'json') {
      out(JSON.stringify(workloads, null, 2))
      return 0
    }
    const rows = [
      ['NAMESPACE', 'SUPERVISOR', 'API'],
      ...workloads.map((each) => [each.namespace, each.supervisor, each.api_server_url]),
    ]
    const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
    for (const row of rows)
      out(
        row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('   ')
          .trimEnd(),
      )
    return 0
  },
}
