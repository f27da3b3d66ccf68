import { nearestLimit } from '#domain/vsphere/namespace-limits.ts'
import type { InventorySystem } from '#server/inventory/system.ts'
import { unplacedFindings } from './alarms/unplaced-findings.ts'
import type { InventoryController } from './inventory-controller.ts'

const EVERY_MS = 15_000
const ALMOST_FULL = 0.1
/** A burst of changes is looked at once. */
const BURST_MS = 1000

interface Finding {
  target: { kind: string; id: string; name: string }
  message: string
}

const percent = (part: number) => `${Math.round(part * 100)} %`

/** What each definition finds now. */
const findings: Record<string, (system: InventorySystem) => Promise<Finding[]>> = {
  'spherelet-not-ready': (system) => system.brokenSpherelets(),
  'supervisor-error': (system) => supervisorFindings(system, 'ERROR'),
  'supervisor-warning': (system) => supervisorFindings(system, 'WARNING'),
  'namespace-near-limit': async (system) =>
    (await system.namespaceUsage()).flatMap((namespace) => {
      const near = nearestLimit(namespace)
      if (!near) return []
      const target = { kind: 'Namespace', id: namespace.id, name: namespace.name }
      return [
        { target, message: `Namespace ${namespace.name} has requested ${percent(near.part)} of its ${near.resource} limit` },
      ]
    }),
  'pod-unschedulable': async (system) => unplacedFindings(await system.unplacedPods()),
  'datastore-usage': async (system) =>
    (await system.datastoreFree())
      .filter(({ free }) => free < ALMOST_FULL)
      .map(({ target, free }) => ({ target, message: `Only ${percent(free)} of datastore ${target.name} is free` })),
}

const supervisorFindings = async (system: InventorySystem, severity: 'ERROR' | 'WARNING'): Promise<Finding[]> => {
  const found: Finding[] = []
  for (const id of await system.supervisorIds()) {
    const state = await system.supervisor(id)
    const concerned =
      severity === 'ERROR'
        ? state?.configStatus === 'ERROR'
        : state?.configStatus === 'RUNNING' && state.kubernetesStatus !== 'READY'
    const message = state?.messages.find((each) => each.severity !== 'INFO')?.message
    if (state && concerned && message) found.push({ target: { kind: 'Supervisor', id, name: state.name }, message })
  }
  return found
}

/** Raises each alarm where its cause is, and clears it where it is no more. One key per definition. */
export const createAlarmController = ({ system }: { system: InventorySystem }): InventoryController => ({
  name: 'alarms',
  keys: async () => Object.keys(findings),
  keysFor: ({ kind }) =>
    kind === 'Supervisor' ? ['supervisor-error', 'supervisor-warning'] : kind === 'Host' ? ['spherelet-not-ready'] : [],
  pauseMs: () => BURST_MS,
  reconcile: async (definition) => {
    const found = (await findings[definition]?.(system)) ?? []
    for (const { target, message } of found) await system.setAlarm(definition, target, message)
    const concerned = new Set(found.map(({ target }) => target.id))
    for (const target of await system.raised(definition)) {
      if (!concerned.has(target.id)) await system.setAlarm(definition, target, undefined)
    }
    return { requeueAfterMs: EVERY_MS }
  },
})
