import { systemUser } from '#domain/user.ts'
import type { OpenControlPlane } from './control-plane.ts'
import { supervisorControllers } from './controllers/controllers.ts'
import { runControllers } from './controllers/runtime/controller.ts'
import { createEventRecorder } from './controllers/runtime/event-recorder.ts'
import { fencedClient } from './controllers/runtime/fenced-client.ts'
import { runInventoryControllers } from './controllers/runtime/inventory-runner.ts'
import { type Lead, startLeadership } from './controllers/runtime/leadership.ts'
import { inventoryControllers } from './inventory-controllers.ts'
import { keepFollowing } from './keep-following.ts'
import { tryAdvisoryLock } from './store/advisory-lock.ts'
import { INVENTORY_API } from './store/inventory-store.ts'

const RETRY_MS = 1000

const log = (message: string, error?: unknown) => console.error(new Date().toISOString(), message, error ?? '')

/**
 * Leads what this process can lead: the inventory's controllers, and each Supervisor's controllers and scheduler. Every one has a lock of its
 * own, so replicas share the Supervisors between them, and the ones of a killed process are taken over within seconds.
 */
export const startLeading = async (plane: OpenControlPlane): Promise<{ stop(): Promise<void> }> => {
  const { settings, inventory, clock } = plane
  const leaderships = new Map<string, { stop(): Promise<void> }>()
  const start = (key: string, lead: () => Promise<Lead>) => {
    if (leaderships.has(key)) return
    leaderships.set(key, startLeadership({ tryLock: () => tryAdvisoryLock(settings.databaseUrl, key), lead, clock, log }))
  }

  start('hemisphere/inventory', () => leadInventory(plane))

  const door = inventory.as(systemUser('lead'))
  const sync = async () => {
    const wanted = new Set((await door.supervisors()).map(({ id }) => `supervisor:${id}`))
    for (const api of wanted) start(api, () => leadSupervisor(plane, api))
    for (const [key, leadership] of leaderships) {
      if (!key.startsWith('supervisor:') || wanted.has(key)) continue
      leaderships.delete(key)
      await leadership.stop()
    }
  }
  let cancelRetry: (() => void) | undefined
  const syncSoon = (): void => {
    cancelRetry?.()
    sync().catch((error) => {
      log('leading: the Supervisors could not be read', error)
      cancelRetry = clock.after(RETRY_MS, syncSoon)
    })
  }
  const following = await keepFollowing({
    begin: async (lost) =>
      inventory.follow({
        after: await inventory.revision(),
        kinds: ['Supervisor'],
        onChanges: syncSoon,
        onClose: (why) => {
          if (why === 'behind') lost()
        },
      }),
    missed: syncSoon,
    clock,
  })
  await sync()

  return {
    stop: async () => {
      cancelRetry?.()
      following.close()
      await Promise.all([...leaderships.values()].map((leadership) => leadership.stop()))
    },
  }
}

/** Everything that runs once for the whole inventory. As below, the epoch comes first. */
const leadInventory = async (plane: OpenControlPlane): Promise<Lead> => {
  const { store, inventory, clock } = plane
  const epoch = await store.objects.raiseEpoch(INVENTORY_API)
  return runInventoryControllers({ inventory, clock, log }, inventoryControllers(plane, epoch))
}

/** Everything that runs once per Supervisor. The epoch is raised first: from here on a predecessor can write nothing. */
const leadSupervisor = async ({ store, resources, clock }: OpenControlPlane, api: string): Promise<Lead> => {
  const epoch = await store.objects.raiseEpoch(api)
  const client = fencedClient(resources.as(systemUser('controller-manager'), api), { epoch })
  const events = createEventRecorder(client, 'hemisphere', clock, log)
  return runControllers({ client, epoch, clock, events, log }, supervisorControllers)
}
