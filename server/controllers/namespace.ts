import type { KubeObject } from '#domain/kube/object.ts'
import type { KubeNamespace } from '#domain/kube/workloads.ts'
import type { StatusMessage } from '#domain/vsphere/conditions.ts'
import { supervisorApi } from '#domain/vsphere/supervisor.ts'
import type { InventorySystem } from '#server/inventory/system.ts'
import type { NamespaceState } from '#server/inventory/system-namespaces.ts'
import type { ResourceClient } from '#server/resources/resources.ts'
import { ensureObject, find, removeOthers } from './ensure-object.ts'
import type { InventoryController } from './inventory-controller.ts'
import { remainingContent } from './namespace/remaining-content.ts'
import {
  wantedLimitRanges,
  wantedNamespace,
  wantedQuotas,
  wantedRoleBindings,
  wantedStorageClasses,
} from './namespace/wanted-objects.ts'

/** How soon a namespace that waits for something is looked at again. */
const WAITING_MS = 1000
/** How often one that is as wanted is looked at for drift. */
const DRIFT_MS = 30_000

const ROLE_BINDINGS = 'rolebindings.rbac.authorization.k8s.io'
const STORAGE_CLASSES = 'storageclasses.storage.k8s.io'

export interface NamespaceControllerDeps {
  system: InventorySystem
  /** Acts on an API as the control plane. */
  client(api: string): ResourceClient
  /** The namespaced resources that a deletion waits for. */
  namespacedResources: readonly string[]
}

/**
 * Makes a Kubernetes namespace be what its vSphere Namespace says: Namespace, ResourceQuota, LimitRange, RoleBindings and StorageClasses,
 * repaired when somebody changes them. Three states: wanted (kept true), removing (until the Kubernetes namespace is gone, then the row goes), gone.
 * A Kubernetes namespace that is found Terminating takes its vSphere Namespace along.
 */
export const createNamespaceController = (deps: NamespaceControllerDeps): InventoryController => ({
  name: 'namespace',
  keys: () => deps.system.namespaceIds(),
  keysFor: ({ kind, id }) => (kind === 'Namespace' ? [id] : []),
  reconcile: async (id) => {
    const state = await deps.system.namespaceState(id)
    if (!state) return undefined
    const client = deps.client(supervisorApi(state.supervisorId))
    if (state.removing) return remove(deps, client, state)
    if (!state.apiReady) {
      const message = 'Waits for the Kubernetes API of the Supervisor'
      await deps.system.setNamespaceStatus(id, { configStatus: state.configStatus, messages: [{ severity: 'INFO', message }] })
      return { requeueAfterMs: WAITING_MS }
    }
    const seen = (await find(client, 'namespaces', { name: state.name })) as KubeNamespace | undefined
    if (seen?.metadata.deletionTimestamp) {
      await deps.system.markNamespaceRemoving(id, 'its Kubernetes namespace is being deleted')
      return { requeueAfterMs: 0 }
    }
    const problem = await configure(client, state)
    await deps.system.setNamespaceStatus(id, {
      configStatus: problem ? 'ERROR' : 'RUNNING',
      messages: problem ? [problem] : [],
    })
    if (problem) await deps.system.updateTask(id, 'Create namespace', { description: problem.message })
    else await deps.system.updateTask(id, 'Create namespace', { done: true, description: 'Ready' })
    return { requeueAfterMs: problem ? WAITING_MS * 5 : DRIFT_MS }
  },
})

/** Brings every object in line; what can't be done is told, not thrown, so that the rest is still tried. */
const configure = async (client: ResourceClient, state: NamespaceState): Promise<StatusMessage | undefined> => {
  const { name } = state
  const step = async (what: string, work: () => Promise<unknown>): Promise<StatusMessage | undefined> => {
    try {
      await work()
      return undefined
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      return { severity: 'ERROR', message: `${what} can't be set up: ${reason}`, remedy: 'It is tried again every 5 seconds' }
    }
  }
  const group = (resource: string, wanted: KubeObject[], namespace: string | undefined) => async () => {
    for (const object of wanted) await ensureObject(client, resource, object)
    await removeOthers(
      client,
      resource,
      namespace,
      wanted.map(({ metadata }) => metadata.name),
    )
  }
  const namespace = await step('The Kubernetes namespace', () => ensureObject(client, 'namespaces', wantedNamespace(state)))
  if (namespace) return namespace
  const problems = [
    await step('The limits', group('resourcequotas', wantedQuotas(state), name)),
    await step('The container defaults', group('limitranges', wantedLimitRanges(state), name)),
    await step('The permissions', group(ROLE_BINDINGS, wantedRoleBindings(state), name)),
    await step('The storage classes', group(STORAGE_CLASSES, wantedStorageClasses(state.supervisorPolicies), undefined)),
  ]
  return problems.find((problem) => problem !== undefined)
}

/** Asks for the Kubernetes namespace to go; its own controller empties it. Meanwhile what is left in it is told, and then the row goes. */
const remove = async (
  { system, namespacedResources }: NamespaceControllerDeps,
  client: ResourceClient,
  { id, name }: NamespaceState,
): Promise<{ requeueAfterMs: number } | undefined> => {
  const seen = await find(client, 'namespaces', { name })
  if (!seen) return void (await system.deleteNamespaceRow(id))
  if (!seen.metadata.deletionTimestamp) await client.delete('namespaces', { name })
  const waiting = await remainingContent(client, name, namespacedResources)
  await system.setNamespaceStatus(id, {
    configStatus: 'REMOVING',
    messages: waiting.map((message) => ({ severity: 'INFO', message })),
  })
  await system.updateTask(id, 'Delete namespace', {
    progress: 50,
    description: waiting.join('. ') || 'Deleting the Kubernetes namespace',
  })
  return { requeueAfterMs: WAITING_MS }
}
