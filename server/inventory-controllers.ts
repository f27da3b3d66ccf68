import { systemUser } from '#domain/user.ts'
import type { OpenControlPlane } from './control-plane.ts'
import { createAlarmController } from './controllers/alarms.ts'
import { createHistoryController } from './controllers/history.ts'
import { createHostConnectionController } from './controllers/host-connection.ts'
import type { InventoryController } from './controllers/inventory-controller.ts'
import { createMaintenanceController } from './controllers/maintenance.ts'
import { createNamespaceController } from './controllers/namespace.ts'
import { fencedClient } from './controllers/runtime/fenced-client.ts'
import type { SupervisorProbes } from './controllers/supervisor/step.ts'
import { createSupervisorController } from './controllers/supervisor.ts'
import { kindId } from './resources/kind.ts'
import { kinds } from './resources/kinds.ts'
import { tryAdvisoryLock } from './store/advisory-lock.ts'

/** Every controller of the inventory, with what it needs; the one replica that runs them does so at this epoch, which all their writes carry. */
export const inventoryControllers = (plane: OpenControlPlane, inventoryEpoch: number): InventoryController[] => {
  const { resources, clock, store } = plane
  const system = plane.systemAt(inventoryEpoch)
  const client = (api: string) => fencedClient(resources.as(systemUser('supervisor-controller'), api), { inventoryEpoch })
  return [
    createSupervisorController({
      system,
      client,
      clock,
      probes: probes(plane),
      dropApi: (api) => store.objects.dropApi(api, { inventoryEpoch }),
    }),
    createNamespaceController({
      system,
      client,
      namespacedResources: kinds.filter(({ namespaced, kind }) => namespaced && kind !== 'Event').map(kindId),
    }),
    createHostConnectionController({ system }),
    createMaintenanceController({ system, client }),
    createAlarmController({ system }),
    createHistoryController({ system }),
  ]
}

/** What a Supervisor's health asks of parts outside the doors. */
const probes = ({ settings, checkTokens }: OpenControlPlane): SupervisorProbes => ({
  scheduler: async (supervisorId) => {
    // Whoever leads the Supervisor's controllers holds this lock; one that can be taken is held by nobody.
    const lock = await tryAdvisoryLock(settings.databaseUrl, `supervisor:${supervisorId}`)
    if (!lock) return undefined
    await lock.release()
    return 'No control plane process leads the scheduler and the controllers of this Supervisor'
  },
  authentication: () =>
    checkTokens().then(
      () => undefined,
      (error: Error) => error.message,
    ),
})
