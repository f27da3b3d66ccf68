/** What a kubeconfig is made from. */
export interface KubeconfigInput {
  /** Host and port of the API, as people write it: `vc.lab.local:6443`; names the cluster, the user and the first context. */
  host: string
  /** PEM of the authority that signed the API's certificate; it goes into the file. */
  authority: string
  /** `alice@vsphere.local` */
  username: string
  /** Bearer token. */
  token: string
  /** The Supervisors by name, with the base URL of each one's API. The first is the one of the context `host`. */
  supervisors: { name: string; server: string }[]
  /** Namespaces the user may enter; each becomes a context of its name. */
  namespaces: { name: string; supervisor: string }[]
}

/**
 * A kubeconfig (YAML) with one context per namespace, named as `kubectl vsphere login` names them: cluster and context HOST, user
 * `wcp:HOST:USER`, context NAMESPACE; a name that is taken gets the suffix `-HOST`. Further Supervisors are clusters `HOST/NAME`.
 */
export const kubeconfig = ({ host, authority, username, token, supervisors, namespaces }: KubeconfigInput): string => {
  const user = `wcp:${host}:${username}`
  const clusterName = (name: string) => (name === supervisors[0]?.name ? host : `${host}/${name}`)
  const contexts = supervisors.map(({ name }) => ({ name: clusterName(name), cluster: clusterName(name), namespace: '' }))
  for (const { name, supervisor } of namespaces) {
    const taken = contexts.some((context) => context.name === name)
    contexts.push({ name: taken ? `${name}-${host}` : name, cluster: clusterName(supervisor), namespace: name })
  }
  const current = contexts.find(({ namespace }) => namespace !== '') ?? contexts[0]
  return [
    'apiVersion: v1',
    'kind: Config',
    'clusters:',
    ...supervisors.flatMap(({ name, server }) => [
      `- name: ${text(clusterName(name))}`,
      '  cluster:',
      `    server: ${text(server)}`,
      `    certificate-authority-data: ${base64(authority)}`,
    ]),
    'users:',
    `- name: ${text(user)}`,
    '  user:',
    `    token: ${text(token)}`,
    'contexts:',
    ...contexts.flatMap(({ name, cluster, namespace }) => [
      `- name: ${text(name)}`,
      '  context:',
      `    cluster: ${text(cluster)}`,
      `    user: ${text(user)}`,
      ...(namespace ? [`    namespace: ${text(namespace)}`] : []),
    ]),
    `current-context: ${text(current?.name ?? '')}`,
    '',
  ].join('\n')
}

// A JSON string is a YAML string, whatever is in it.
const text = (value: string): string => JSON.stringify(value)

const base64 = (value: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(value)))
