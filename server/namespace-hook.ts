import type { SystemNamespaces } from './inventory/system-namespaces.ts'
import type { NamespaceHook } from './resources/door.ts'

/** Namespaces that belong to Kubernetes itself, not to vSphere. */
const SYSTEM = /^(default|kube-.*)$/

const supervisorOf = (api: string) => api.replace(/^supervisor:/, '')

/**
 * Makes `kubectl create namespace` and `kubectl delete namespace` by a person the same as doing it in the client: the vSphere Namespace comes
 * and goes with the Kubernetes one. Machines act on Kubernetes alone, and so do people on the namespaces of Kubernetes itself.
 */
export const createNamespaceHook = (
  inventory: Pick<
    SystemNamespaces,
    'createNamespaceFromKubernetes' | 'mayDeleteNamespaceFromKubernetes' | 'deleteNamespaceFromKubernetes'
  >,
): NamespaceHook => ({
  create: async (user, name, api, options) => {
    if (SYSTEM.test(name) || !user.name.startsWith('sso:')) return
    await inventory.createNamespaceFromKubernetes(user, supervisorOf(api), name, options)
  },
  mayDelete: async (user, name, api) => {
    if (!user.name.startsWith('sso:')) return
    await inventory.mayDeleteNamespaceFromKubernetes(user, supervisorOf(api), name)
  },
  delete: async (user, name, api) => {
    if (!user.name.startsWith('sso:')) return
    await inventory.deleteNamespaceFromKubernetes(user, supervisorOf(api), name)
  },
})
