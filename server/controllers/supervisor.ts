import type { StatusMessage, SupervisorCondition } from '#domain/vsphere/conditions.ts'
import type { ConfigStatus, KubernetesStatus } from '#domain/vsphere/supervisor.ts'
import { supervisorApi } from '#domain/vsphere/supervisor.ts'
import type { SupervisorState } from '#server/inventory/system-supervisors.ts'
import type { InventoryController } from './inventory-controller.ts'
import {
  infrastructure,
  kubernetesApi,
  loadBalancer,
  machinesConfigured,
  machinesDeployed,
} from './supervisor/control-plane-steps.ts'
import { disable } from './supervisor/disable.ts'
import {
  authenticatingProxy,
  networkPlugin,
  schedulerExtension,
  sphereletsReady,
  storageDriver,
} from './supervisor/service-steps.ts'
import { runStep, type Step, type StepResult, type SupervisorControllerDeps, toCondition } from './supervisor/step.ts'

/** The steps of enabling, in order; the first five build on each other, the rest stand beside each other. */
export const STEPS: readonly Step[] = [
  infrastructure,
  machinesDeployed,
  machinesConfigured,
  loadBalancer,
  kubernetesApi,
  sphereletsReady,
  networkPlugin,
  storageDriver,
  schedulerExtension,
  authenticatingProxy,
]

const TASK = 'Enable Workload Management'
const CONFIGURING_MS = 1000
const RUNNING_MS = 10_000
/** A thousand hosts that become nodes are a thousand changes: a pass over all of them is made at most this often. */
const BURST_MS = 500
/** Hosts get this long to become nodes before the Supervisor counts as running without them. */
const HOST_PATIENCE_MS = 120_000

/**
 * Makes a cluster be a Supervisor, step by step, and keeps it one: every step is a check that does what is missing, so that the same pass
 * enables, heals and reports health. RUNNING once everything works on at least one host; afterwards a failing part shows as Kubernetes
 * status WARNING, not as being configured again. A Supervisor that is being disabled is undone instead.
 */
export const createSupervisorController = (deps: SupervisorControllerDeps): InventoryController => ({
  name: 'supervisor',
  keys: () => deps.system.supervisorIds(),
  keysFor: ({ kind, id, object }) => {
    if (kind === 'Supervisor') return [id]
    return (kind === 'Host' || kind === 'Namespace') && typeof object.supervisorId === 'string' ? [object.supervisorId] : []
  },
  // What a person asked for is begun at once; our own status and what hosts say may wait for each other.
  pauseMs: ({ kind, operation, object }) =>
    kind === 'Supervisor' && (operation === 'ADDED' || object.configStatus === 'REMOVING') ? 0 : BURST_MS,
  reconcile: async (id) => {
    const state = await deps.system.supervisor(id)
    if (!state) return undefined
    if (state.removing) return disable(deps, state)
    const conditions = await runSteps(deps, state)
    if (!conditions) return { requeueAfterMs: 0 }
    const now = deps.clock.now()
    const configStatus = configStatusOf(conditions, state, now)
    await deps.system.setSupervisorStatus(id, {
      configStatus,
      kubernetesStatus: kubernetesStatusOf(conditions),
      conditions,
      messages: messagesOf(conditions),
    })
    await tell(deps, state, configStatus, conditions)
    return { requeueAfterMs: configStatus === 'RUNNING' && conditions.every(isDone) ? RUNNING_MS : CONFIGURING_MS }
  },
})

const isDone = ({ status }: SupervisorCondition) => status === 'TRUE'

/** Every condition after one pass; undefined when somebody asked for disabling meanwhile. */
const runSteps = async (deps: SupervisorControllerDeps, first: SupervisorState): Promise<SupervisorCondition[] | undefined> => {
  const kube = deps.client(supervisorApi(first.id))
  const conditions: SupervisorCondition[] = []
  let waitsFor: string | undefined
  let state: SupervisorState | undefined = first
  for (const step of STEPS) {
    const before = first.conditions.find(({ type }) => type === step.type)
    if (waitsFor !== undefined) {
      conditions.push(toCondition(step, undefined, before, deps.clock.now(), waitsFor))
      continue
    }
    if (!state || state.removing) return undefined
    const result: StepResult = await runStep(step, { ...deps, kube, state })
    conditions.push(toCondition(step, result, before, deps.clock.now()))
    // One that has run once is looked at in full: what still works goes on working without the rest.
    const isBlocking = result.problem?.severity === 'ERROR' || first.configStatus !== 'RUNNING'
    if (step.isFoundation && result.problem && isBlocking) waitsFor = step.label
    // What a foundation did for the first time is part of the world of the next.
    if (step.isFoundation && before?.status !== 'TRUE') state = await deps.system.supervisor(first.id)
  }
  return conditions
}

/** Where the whole is, from its parts. */
export const configStatusOf = (
  conditions: readonly SupervisorCondition[],
  { configStatus, hosts }: Pick<SupervisorState, 'configStatus' | 'hosts'>,
  now: Date,
): ConfigStatus => {
  if (conditions.some(({ status, severity }) => status === 'FALSE' && severity === 'ERROR')) return 'ERROR'
  if (configStatus === 'RUNNING') return 'RUNNING'
  const foundations = conditions.filter((_, index) => STEPS[index]?.isFoundation)
  if (!foundations.every(isDone)) return 'CONFIGURING'
  const services = conditions.filter(({ type }) => type !== 'SphereletsReady')
  if (!services.every(isDone)) return 'CONFIGURING'
  const ready = hosts.some(({ spherelet }) => spherelet?.state === 'READY')
  const spherelets = conditions.find(({ type }) => type === 'SphereletsReady')
  const apiSince = Date.parse(conditions.find(({ type }) => type === 'KubernetesAPIReady')?.lastTransitionTime ?? '')
  const patient = now.getTime() - apiSince < HOST_PATIENCE_MS
  // A host that is still at it is waited for; one that has failed is not.
  if (spherelets?.status === 'TRUE' || (ready && (spherelets?.severity === 'WARNING' || !patient))) return 'RUNNING'
  return 'CONFIGURING'
}

/** Whether the Kubernetes API can be worked with: ERROR when it does not answer, WARNING when a part is not, or not yet, as it should be. */
export const kubernetesStatusOf = (conditions: readonly SupervisorCondition[]): KubernetesStatus => {
  const api = conditions.find(({ type }) => type === 'KubernetesAPIReady')
  if (api?.status === 'FALSE' && api.severity === 'ERROR') return 'ERROR'
  return conditions.every(isDone) ? 'READY' : 'WARNING'
}

/** What is not as wanted, said once each, the worst first. */
const messagesOf = (conditions: readonly SupervisorCondition[]): StatusMessage[] => {
  const rank = { ERROR: 0, WARNING: 1, INFO: 2 }
  return conditions
    .filter(({ status }) => status === 'FALSE')
    .sort((a, b) => rank[a.severity] - rank[b.severity])
    .flatMap(({ label, severity, messages, retrying }) =>
      messages.slice(0, 2).map((message) => ({
        severity,
        message: `${label}: ${message}`,
        ...(severity === 'INFO' ? {} : { remedy: retrying ? 'It is tried again by itself' : 'Somebody has to change this' }),
      })),
    )
}

const tell = async (
  { system }: SupervisorControllerDeps,
  state: SupervisorState,
  configStatus: ConfigStatus,
  conditions: readonly SupervisorCondition[],
): Promise<void> => {
  const target = { kind: 'Supervisor', id: state.id, name: state.name }
  if (configStatus === 'RUNNING') await system.updateTask(state.id, TASK, { done: true, description: 'Running' })
  else {
    const current = conditions.find((condition) => !isDone(condition))
    const progress = Math.floor((conditions.filter(isDone).length / conditions.length) * 100)
    await system.updateTask(state.id, TASK, { progress, description: current?.label ?? '' })
  }
  if (configStatus === state.configStatus) return
  const failed = conditions.find(({ severity }) => severity === 'ERROR')
  await system.recordEvent(target, {
    type: 'supervisor.status',
    severity: configStatus === 'ERROR' ? 'ERROR' : 'INFO',
    message:
      configStatus === 'ERROR'
        ? `Supervisor ${state.name}: ${failed?.label}: ${failed?.messages[0]}`
        : `Supervisor ${state.name} is ${configStatus.toLowerCase()}`,
  })
}
