import { systemClock } from '#domain/clock.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { makeNode } from '#domain/testing/make-node.ts'
import { systemUser } from '#domain/user.ts'
import { type SupervisorView, supervisorApi } from '#domain/vsphere/supervisor.ts'
import { createInventorySystem, type InventorySystem } from '#server/inventory/system.ts'
import { type TestInventory, testInventory } from '#server/inventory/testing/test-inventory.ts'
import { createUsageReader } from '#server/inventory/usage.ts'
import { createResources } from '#server/resources/create-resources.ts'
import { kindId } from '#server/resources/kind.ts'
import { kinds } from '#server/resources/kinds.ts'
import type { ResourceClient } from '#server/resources/resources.ts'
import type { InventoryController } from '../inventory-controller.ts'
import { kubernetesNamespace } from '../kubernetes-namespace.ts'
import { createMaintenanceController } from '../maintenance.ts'
import { createNamespaceController } from '../namespace.ts'
import { type RunningControllers, runControllers } from '../runtime/controller.ts'
import { createSupervisorController } from '../supervisor.ts'

/** A lab with both doors and the inventory's controllers, stepped by the test instead of run. */
export interface ControlledLab extends TestInventory {
  system: InventorySystem
  supervisors: InventoryController
  namespaces: InventoryController
  maintenance: InventoryController
  /** What the probes answer; undefined is well. */
  problems: { scheduler?: string; authentication?: string }
  /** The Supervisor's API as the control plane. */
  kube(supervisorId: string): ResourceClient
  /** Does what the agents of these hosts would: register ready nodes, say that the Spherelet runs, or take both away. */
  runAgents(hostIds: string[]): Promise<void>
  /** Enables Workload Management and steps until it runs; from then on Kubernetes namespaces that are deleted are emptied. */
  enabled(): Promise<SupervisorView>
}

/** Opens the lab; `close` it after the tests. */
export const controlledLab = async (options: Parameters<typeof testInventory>[0] = {}): Promise<ControlledLab> => {
  const lab = await testInventory(options)
  const { store, inventory, clock } = lab
  const system = createInventorySystem({
    store,
    clock,
    urls: { apiBase: 'https://127.0.0.1:6443' },
    usage: createUsageReader(store.inventory.read),
    planEvacuation: () => [],
  })
  const resources = createResources({
    store,
    auth: { authorize: async () => ({ allowed: true, reason: 'the test allows everything' }) },
    clock,
    clusterLogs: async () => new ReadableStream(),
  })
  const problems: ControlledLab['problems'] = {}
  const client = (api: string) => resources.as(systemUser('test-controllers'), api)
  const deps = {
    system,
    client,
    clock,
    dropApi: (api: string) => store.objects.dropApi(api),
    probes: { scheduler: async () => problems.scheduler, authentication: async () => problems.authentication },
    namespacedResources: kinds.filter(({ namespaced, kind }) => namespaced && kind !== 'Event').map(kindId),
  }
  const kube = (id: string) => client(supervisorApi(id))
  const supervisors = createSupervisorController(deps)
  const running: RunningControllers[] = []

  const runAgents = async (hostIds: string[]) => {
    for (const id of hostIds) {
      const { supervisor } = await inventory.agents.assignment(id)
      const host = await lab.admin.host(id)
      if (supervisor) {
        const node = makeNode({ name: supervisor.nodeName }) as KubeObject
        const status = { ...node.status }
        const made = await kube(supervisor.id)
          .create('nodes', { ...node, metadata: { name: node.metadata.name } })
          .catch(() => undefined)
        if (made) await kube(supervisor.id).update('nodes', { ...made, status }, { subresource: 'status' })
        await inventory.agents.reportSpherelet(id, { state: 'READY', message: '', version: 'test' })
      } else if (host.spherelet) {
        await inventory.agents.reportSpherelet(id, { state: 'REMOVED', message: '', version: 'test' })
      }
    }
  }

  return {
    ...lab,
    system,
    supervisors,
    namespaces: createNamespaceController(deps),
    maintenance: createMaintenanceController(deps),
    problems,
    kube,
    runAgents,
    enabled: async () => {
      const { defaults } = await lab.admin.preflight(lab.clusterId)
      const { id } = await lab.admin.enableSupervisor(defaults)
      await supervisors.reconcile(id)
      await runAgents(lab.hostIds)
      await supervisors.reconcile(id)
      const context = {
        client: kube(id),
        epoch: 0,
        clock: systemClock,
        events: { record: () => undefined },
        log: () => undefined,
      }
      running.push(await runControllers(context, [kubernetesNamespace]))
      return lab.admin.supervisor(id)
    },
    close: async () => {
      for (const each of running) await each.stop()
      await resources.close()
      await lab.close()
    },
  }
}
