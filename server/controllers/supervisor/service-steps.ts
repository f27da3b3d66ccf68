import type { Node } from '#domain/kube/node.ts'
import { SMALLEST_PART } from '#domain/vsphere/pod-ranges.ts'
import type { SupervisorHost, SupervisorState } from '#server/inventory/system-supervisors.ts'
import { removeObject } from '../ensure-object.ts'
import type { Child, Step, StepContext, StepResult } from './step.ts'

/** Hosts that somebody took out of service: they need nothing, and are no failure. */
const OUT_OF_SERVICE = new Set(['Disconnected', 'InMaintenance'])

/** How many hosts are told of one by one; in larger clusters only those that are not ready. */
const MOST_CHILDREN = 64

const isReady = (node: Node | undefined) =>
  node?.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true

/** Why a host runs no pods, or undefined when it does. Hosts that nobody expects anything of are said so with INFO. */
const hostProblem = (
  host: SupervisorHost,
  node: Node | undefined,
): { reason: string; message: string; severity: Child['severity'] } | undefined => {
  if (host.connection === 'DISCONNECTED') return { reason: 'Disconnected', message: 'The host is disconnected', severity: 'INFO' }
  if (host.connection === 'NOT_RESPONDING') {
    return {
      reason: 'NotResponding',
      message: 'The host has not been heard from for 40 seconds; start its agent',
      severity: 'WARNING',
    }
  }
  if (host.maintenance !== 'NONE') {
    return { reason: 'InMaintenance', message: 'The host is in maintenance mode or enters it', severity: 'INFO' }
  }
  const { spherelet } = host
  if (!spherelet || spherelet.state === 'CONFIGURING') {
    return { reason: 'Configuring', message: spherelet?.message || 'The Spherelet is being set up', severity: 'INFO' }
  }
  if (spherelet.state !== 'READY') {
    return {
      reason: 'SphereletFailed',
      message: spherelet.message || `The Spherelet says ${spherelet.state}`,
      severity: 'WARNING',
    }
  }
  if (!host.podCidr) {
    return { reason: 'NoPodAddresses', message: 'The host has no part of the pod range, so it runs no pods', severity: 'WARNING' }
  }
  if (!node) return { reason: 'NoNode', message: 'The Spherelet has not registered its node', severity: 'WARNING' }
  return isReady(node) ? undefined : { reason: 'NodeNotReady', message: 'The node is not ready', severity: 'WARNING' }
}

const childOf = (host: SupervisorHost, node: Node | undefined): Child => {
  const found = hostProblem(host, node)
  return {
    type: host.id,
    label: host.name,
    status: found ? 'FALSE' : 'TRUE',
    severity: found?.severity ?? 'INFO',
    reason: found?.reason ?? 'Ready',
    messages: found ? [found.message] : [],
    retrying: found !== undefined && !OUT_OF_SERVICE.has(found.reason),
  }
}

const spherelets = async ({ system, state, kube }: StepContext): Promise<StepResult> => {
  await system.ensureSpherelets(state.id)
  const nodes = new Map(((await kube.list('nodes')).items as Node[]).map((node) => [node.metadata.name, node]))
  for (const name of nodes.keys()) {
    // A host that left the cluster takes its node along.
    if (!state.hosts.some((host) => host.name === name)) await removeObject(kube, 'nodes', { name })
  }
  const all = state.hosts.map((host) => childOf(host, nodes.get(host.name)))
  const failed = all.filter(({ status, reason }) => status === 'FALSE' && !OUT_OF_SERVICE.has(reason))
  const ready = all.filter(({ status }) => status === 'TRUE').length
  const children = all.length > MOST_CHILDREN ? failed.slice(0, MOST_CHILDREN) : all
  const summary = `${ready} of ${all.length} hosts accept vSphere Pods`
  if (!failed.length && ready) return { messages: [summary], children }
  const severity = failed.some((child) => child.severity === 'WARNING') || !failed.length ? 'WARNING' : 'INFO'
  const first = failed.find((child) => child.severity === severity)
  const messages = [summary, ...(first ? [`${first.label}: ${first.messages[0]}`] : [])]
  return { problem: { reason: ready ? 'SomeHostsNotReady' : 'NoHostReady', messages, severity }, children }
}

/** A Spherelet on every host, and a ready Node for each. */
export const sphereletsReady: Step = {
  type: 'SphereletsReady',
  label: 'Spherelets run on the hosts',
  isFoundation: false,
  run: spherelets,
}

const degraded = (reason: string, ...messages: string[]): StepResult => ({ problem: { reason, messages, severity: 'WARNING' } })

/** Hosts without a part of the pod range, when there is none left for them. */
const hostsWithoutRange = ({ hosts, pools }: SupervisorState): SupervisorHost[] => {
  const pods = pools.find(({ purpose }) => purpose === 'POD')
  const isFull = pods && pods.size - pods.used < SMALLEST_PART
  return isFull ? hosts.filter(({ podCidr }) => !podCidr) : []
}

/** Addresses are left in every range that the NSX Container Plugin gives out of, and every host has a part of the one for pods. */
export const networkPlugin: Step = {
  type: 'NetworkPluginReady',
  label: 'NSX Container Plugin',
  isFoundation: false,
  run: async ({ state }) => {
    const without = hostsWithoutRange(state)
    const full = state.pools.filter(({ purpose, used, size }) => purpose !== 'POD' && used >= size)
    if (full.length || without.length) {
      return {
        problem: {
          reason: 'PoolExhausted',
          messages: [
            ...full.map(({ purpose, cidr }) => `No address is left in the ${purpose.toLowerCase()} range ${cidr}`),
            ...(without.length
              ? [
                  `The pod range ${state.spec.workloadNetwork.podCidr} is too small: nothing of it is left for ${without.length} of ${state.hosts.length} hosts, which run no pods (${without[0]?.name}${without.length > 1 ? ' …' : ''})`,
                ]
              : []),
          ],
          severity: 'WARNING',
          needsPerson: true,
        },
      }
    }
    // In whole percents: a condition must not change with every address.
    const part = (used: number, size: number) => Math.floor((used / size) * 100)
    return {
      messages: state.pools.map(
        ({ purpose, cidr, used, size }) => `${purpose.toLowerCase()} ${cidr}: ${part(used, size)} % in use`,
      ),
    }
  },
}

/** A datastore of the cluster satisfies every storage policy in use. */
export const storageDriver: Step = {
  type: 'StorageDriverReady',
  label: 'Cloud Native Storage driver',
  isFoundation: false,
  run: async ({ state }) => {
    const without = state.policies.filter(({ datastores }) => datastores === 0)
    if (without.length) {
      const messages = without.map(
        ({ name }) => `No datastore of the cluster satisfies storage policy "${name}"; tag one, or change the policy`,
      )
      return { problem: { reason: 'PolicyNotSatisfied', messages, severity: 'WARNING', needsPerson: true } }
    }
    return { messages: state.policies.map(({ name, datastores }) => `Policy "${name}": ${datastores} datastores`) }
  },
}

/** Somebody leads the Supervisor's scheduler and controllers. */
export const schedulerExtension: Step = {
  type: 'SchedulerExtensionReady',
  label: 'Scheduler Extension',
  isFoundation: false,
  run: async ({ state, probes }) => {
    const found = await probes.scheduler(state.id)
    return found ? degraded('NotLeading', found) : { messages: ['The scheduler is running'] }
  },
}

/** A token can be issued and is accepted. */
export const authenticatingProxy: Step = {
  type: 'AuthenticatingProxyReady',
  label: 'Authenticating Proxy',
  isFoundation: false,
  run: async ({ state, probes }) => {
    const found = await probes.authentication(state.id)
    return found ? degraded('TokenRefused', found) : { messages: ['A token was issued and accepted'] }
  },
}
