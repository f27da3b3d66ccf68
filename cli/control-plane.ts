import { X509Certificate } from 'node:crypto'
import { kubeconfig } from '#domain/kubeconfig.ts'
import { errorText, type HttpAnswer, http, type Trust } from './http.ts'

/** A namespace as the login endpoint tells of it. */
export interface Workload {
  namespace: string
  supervisor: string
  api_server_url: string
}

const ok = (answer: HttpAnswer): string => {
  if (answer.status !== 200) throw new Error(errorText(answer))
  return answer.body
}

/** The server's authority as it hands it out, unchecked, with the fingerprint to check it by. */
export const fetchAuthority = async (host: string): Promise<{ authority: string; fingerprint: string }> => {
  const authority = ok(await http('GET', `https://${host}/ca.crt`, { insecure: true }))
  try {
    return { authority, fingerprint: new X509Certificate(authority).fingerprint256 }
  } catch {
    throw new Error(`${host} answers, but it is not a Hemisphere API port: it hands out no certificate authority.`)
  }
}

/** A Kubernetes token for a name and a password. */
export const requestToken = async (host: string, trust: Trust, username: string, password: string): Promise<string> => {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  const headers = { authorization, 'content-type': 'application/json' }
  const { session_id } = JSON.parse(ok(await http('POST', `https://${host}/wcp/login`, trust, { headers, body: '{}' }))) as {
    session_id: string
  }
  return session_id
}

/** The namespaces that a token may enter. */
export const listWorkloads = async (host: string, trust: Trust, token: string): Promise<Workload[]> =>
  JSON.parse(
    ok(await http('GET', `https://${host}/wcp/workloads`, trust, { headers: { authorization: `Bearer ${token}` } })),
  ) as Workload[]

/** The kubeconfig of a login. Without namespaces it has the server's default Supervisor only. */
export const loginKubeconfig = (
  login: { host: string; authority: string; token: string },
  workloads: readonly Workload[],
): string => {
  const servers = new Map(workloads.map(({ supervisor, api_server_url }) => [supervisor, api_server_url]))
  if (servers.size === 0) servers.set('', `https://${login.host}`)
  return kubeconfig({
    ...login,
    username: accountOf(login.token),
    supervisors: [...servers].map(([name, server]) => ({ name, server })),
    namespaces: workloads.map(({ namespace, supervisor }) => ({ name: namespace, supervisor })),
  })
}

/** Whose token it is; the server decides whether it is good. */
export const accountOf = (token: string): string => {
  const [, claims = ''] = token.split('.')
  const { sub } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { sub: string }
  return sub
}

/** `vc.lab.local` or `https://vc.lab.local:6443/` as host and port; 6443 when none is given. */
export const hostOf = (server: string): string => {
  const url = new URL(server.includes('://') ? server : `https://${server}`)
  const explicit = /:\d+\/?$/.test(server.replace(/^[a-z]+:\/\//, '').replace(/\/.*$/, ''))
  return explicit ? `${url.hostname}:${url.port || '443'}` : `${url.hostname}:6443`
}
