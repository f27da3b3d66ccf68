import { hasReason } from '#domain/errors.ts'
import type { Inventory } from './inventory/inventory.ts'
import type { NamespaceHook } from './resources/door.ts'

/** Namespaces that belong to Kubernetes itself, not to vSphere. */
const SYSTEM = /^(default|kube-.*)$/

const supervisorOf = (api: string) => api.replace(/^supervisor:/, '')

/**
 * Makes `kubectl create namespace` and `kubectl delete namespace` by a person the same as doing it in the client: the vSphere Namespace comes
 * and goes with the Kubernetes one. Controllers act on Kubernetes alone; they follow what the inventory says already.
 */
export const createNamespaceHook = (inventory: Inventory): NamespaceHook => ({
  create: async (user, name, api) => {
    if (SYSTEM.test(name) || !user.name.startsWith('sso:')) return
    try {
      await inventory.as(user).createNamespace({
        name,
        supervisorId: supervisorOf(api),
        description: 'Created with kubectl',
        limits: { cpuMhz: null, memoryMiB: null, storageMiB: null },
        containerDefaults: {},
        objectLimits: {},
        access: [],
        storage: [],
        vmClassIds: [],
      })
    } catch (error) {
      // The inventory has it already: its controller is what creates the Kubernetes side.
      if (!hasReason(error, 'AlreadyExists')) throw error
    }
  },
  delete: async (user, name) => {
    if (!user.name.startsWith('sso:')) return
    const { rows } = await inventory.as(user).namespaces({ q: name, limit: 500 })
    const namespace = rows.find((row) => row.name === name)
    if (namespace && namespace.configStatus !== 'REMOVING') await inventory.as(user).deleteNamespace(namespace.id)
  },
})
