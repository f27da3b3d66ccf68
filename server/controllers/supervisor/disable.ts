import { hasReason } from '#domain/errors.ts'
import type { StatusMessage, SupervisorCondition } from '#domain/vsphere/conditions.ts'
import { supervisorApi } from '#domain/vsphere/supervisor.ts'
import type { SupervisorState } from '#server/inventory/system-supervisors.ts'
import type { SupervisorControllerDeps } from './step.ts'

const TASK = 'Disable Workload Management'
const WAITING_MS = 1000

/**
 * Undoes enabling, in the order in which nothing is left hanging: namespaces (with everything in them), Spherelets, the Kubernetes API,
 * the control-plane machines, and at last addresses and the Supervisor itself. Each call goes as far as it can and says what it waits for.
 */
export const disable = async (
  deps: SupervisorControllerDeps,
  state: SupervisorState,
): Promise<{ requeueAfterMs: number } | undefined> => {
  const { system, dropApi, clock } = deps
  const { id } = state
  const waitFor = async (progress: number, step: string, messages: string[]) => {
    await system.updateTask(id, TASK, { progress, description: `${step}: ${messages.join('. ')}` })
    await system.setSupervisorStatus(id, {
      configStatus: 'REMOVING',
      kubernetesStatus: state.kubernetesStatus,
      conditions: [removing(step, messages, state, clock.now())],
      messages: messages.map((message): StatusMessage => ({ severity: 'INFO', message })),
    })
    return { requeueAfterMs: WAITING_MS }
  }

  // 1. Namespaces go first, while there are still hosts that can end their pods.
  for (const namespace of state.namespaces) {
    if (!namespace.removing) await system.markNamespaceRemoving(namespace.id, 'Workload Management is being disabled')
  }
  if (state.namespaces.length) {
    await writeOffPods(deps, state)
    const messages = state.namespaces.map(({ name, messages: own }) => [name, ...own.map(({ message }) => message)].join(': '))
    return waitFor(20, 'Deleting namespaces', messages)
  }

  // 2. The Spherelets let go of their nodes.
  const waiting = await system.releaseSpherelets(id)
  if (waiting.length)
    return waitFor(50, 'Removing Spherelets', [
      `Waits for ${waiting.slice(0, 5).join(', ')}${waiting.length > 5 ? ` and ${waiting.length - 5} more` : ''}`,
    ])

  // 3. Nobody speaks to the API any more.
  await system.updateTask(id, TASK, { progress: 70, description: 'Removing the Kubernetes API' })
  await dropApi(supervisorApi(id))

  // 4. The machines that carried it.
  await system.updateTask(id, TASK, { progress: 85, description: 'Deleting control plane VMs' })
  for (const machine of state.machines) {
    if (machine.powerState === 'POWERED_ON') await system.setPowerState(machine.id, 'POWERED_OFF')
    await system.deleteVirtualMachine(machine.id)
  }

  // 5. Addresses and the Supervisor itself.
  await system.deleteSupervisor(id)
  return undefined
}

/**
 * Pods that are ending on a host which can't be reached: nobody will ever say that they have ended, so they are taken out of the API. When
 * such a host is back, it is told that it is no node any more, and stops whatever it still runs.
 */
const writeOffPods = async ({ client }: SupervisorControllerDeps, { id, hosts }: SupervisorState): Promise<void> => {
  const reachable = new Set(hosts.filter(({ connection }) => connection === 'CONNECTED').map(({ name }) => name))
  const kube = client(supervisorApi(id))
  for (const { metadata, spec } of (await kube.list('pods')).items) {
    if (!metadata.deletionTimestamp || !spec?.nodeName || reachable.has(spec.nodeName)) continue
    const ref = { name: metadata.name, namespace: metadata.namespace ?? '' }
    await kube.delete('pods', ref, { gracePeriodSeconds: 0 }).catch((error) => {
      if (!hasReason(error, 'NotFound')) throw error
    })
  }
}

const removing = (step: string, messages: string[], { conditions }: SupervisorState, now: Date): SupervisorCondition => {
  const before = conditions.find(({ type, reason }) => type === 'Removing' && reason === step.replaceAll(' ', ''))
  return {
    type: 'Removing',
    label: step,
    status: 'FALSE',
    severity: 'INFO',
    reason: step.replaceAll(' ', ''),
    messages,
    retrying: true,
    lastTransitionTime: before?.lastTransitionTime ?? now.toISOString(),
  }
}
