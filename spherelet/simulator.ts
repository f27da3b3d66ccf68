import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { type Clock, systemClock } from '#domain/clock.ts'
import type { HostHardware } from '#domain/vsphere/host.ts'
import { nameDigits } from '#domain/vsphere/simulated-names.ts'
import { startHeartbeat } from './heartbeat.ts'
import { HostLoop } from './host-loop.ts'
import { type HostIdentity, readIdentity } from './identity.ts'
import { joinOnce } from './join.ts'
import { createKeyRing } from './key-ring.ts'
import { startLogServer } from './log-server.ts'
import { PodWatch } from './pod-watch.ts'
import { RequestGate } from './request-gate.ts'
import type { RuntimeDriver } from './runtimes/runtime.ts'
import { createSimulatedRuntime } from './runtimes/simulated.ts'
import { simulatedHost } from './simulated-hosts.ts'
import { SupervisorClient } from './supervisor-client.ts'

/** Joins under way at once, and over how many connections: those that arrive together are written together. */
const JOIN_AT_ONCE = 64
const JOIN_CONNECTIONS = 32

export interface SimulatorOptions {
  url: string
  authority: string
  folder: string
  /** Which hosts join which cluster: the token and how many. */
  clusters: { token: string; hosts: number }[]
  /** The number of the first host, when other processes play those before; 1 unless said otherwise. */
  first?: number
  clock?: Clock
  log(message: string, error?: unknown): void
}

/** How a host misbehaves on demand. */
export interface Fault {
  failed: boolean
  /** 1 is normal; 10 makes pulls and boots ten times slower. */
  slowness: number
}

/** Many hosts in one process, each through the very same agent code as one host alone. */
export interface Simulator {
  names(): string[]
  fault(name: string): Fault | undefined
  recover(name: string): Promise<void>
  stop(): Promise<void>
}

/** Joins every host and runs each as soon as it has joined, until `stop`; resolves when all have. */
export const startSimulator = async (options: SimulatorOptions): Promise<Simulator> => {
  const { url, authority, folder, clusters, first = 1, clock = systemClock, log } = options
  const total = clusters.reduce((sum, { hosts }) => sum + hosts, 0)
  if (!total) throw new Error('No host to simulate')
  const tokens = clusters.flatMap(({ token, hosts }) => Array<string>(hosts).fill(token))
  const bootedAt = clock.now()
  const digits = nameDigits(first + total - 1, existsSync(folder) ? readdirSync(folder) : [])
  const loops = new Map<string, HostLoop>()
  const faults = new Map<string, Fault>()
  const runtimes: RuntimeDriver[] = []
  const running: Promise<void>[] = []
  const gate = new RequestGate()
  const logs = await startLogServer({
    authority,
    identity: (host) => loops.get(host)?.identity,
    find: (host, namespace, pod) => loops.get(host)?.agent?.worker(namespace, pod)?.handle,
  })
  const watches = createWatches(clock, total === 1 ? simulatedHost(first, digits, bootedAt).name : undefined)

  const run = (hardware: HostHardware, own: string, identity: HostIdentity) => {
    const { name } = hardware
    const fault: Fault = { failed: false, slowness: 1 }
    const runtime = createSimulatedRuntime({
      clock,
      folder: own,
      podCidr: () => loops.get(name)?.podCidr,
      slowness: () => fault.slowness,
    })
    const loop = new HostLoop({
      url,
      identity,
      keys,
      folder: own,
      hardware,
      runtime,
      clock,
      gate,
      logUrl: `https://127.0.0.1:${logs.port}`,
      logPort: logs.port,
      watchFor: (apiPath, client) => watches.open(apiPath, client),
      watchDone: (apiPath) => watches.done(apiPath, name),
      alive: () => !fault.failed,
      log,
    })
    faults.set(name, fault)
    runtimes.push(runtime)
    loops.set(name, loop)
    running.push(loop.run())
  }
  const hosts = tokens.map((token, index) => {
    const hardware = simulatedHost(first + index, digits, bootedAt)
    return { token, hardware, own: path.join(folder, hardware.name) }
  })
  const keys = createKeyRing({ identities: hosts.flatMap(({ own }) => readIdentity(own) ?? []), folder })
  const speakers = () => [...loops.values()].filter((loop) => loop.canSpeak && !faults.get(loop.name)?.failed)
  const stopHeartbeat = startHeartbeat(speakers, clock, log)
  const client = new SupervisorClient({ url, authority, connections: JOIN_CONNECTIONS })
  await eachAtOnce(hosts, JOIN_AT_ONCE, async ({ token, hardware, own }) => {
    run(hardware, own, await joinOnce({ client, token, hardware, keys, clock, folder: own }))
  })
  client.close()

  return {
    names: () => [...loops.keys()],
    fault: (name) => faults.get(name),
    recover: async (name) => {
      const fault = faults.get(name)
      if (fault) Object.assign(fault, { failed: false, slowness: 1 })
      await loops.get(name)?.recover()
    },
    stop: async () => {
      stopHeartbeat()
      watches.stop()
      for (const loop of loops.values()) loop.stop()
      logs.close()
      await Promise.all(runtimes.map((runtime) => runtime.close()))
      await Promise.all(running)
    },
  }
}

/** One watch per Supervisor, opened with the first host that needs it. */
const createWatches = (clock: Clock, onlyHost: string | undefined) => {
  const watches = new Map<string, PodWatch>()
  return {
    open: (apiPath: string, client: SupervisorClient): PodWatch => {
      const known = watches.get(apiPath)
      if (known) return known
      const watch = new PodWatch(client, apiPath, clock, onlyHost)
      watches.set(apiPath, watch)
      void watch.run()
      return watch
    },
    done: (apiPath: string, host: string) => {
      const watch = watches.get(apiPath)
      if (watch?.delete(host) === 0) {
        watch.stop()
        watches.delete(apiPath)
      }
    },
    stop: () => {
      for (const watch of watches.values()) watch.stop()
    },
  }
}

const eachAtOnce = async <T>(items: T[], atOnce: number, work: (item: T, index: number) => Promise<void>): Promise<void> => {
  let next = 0
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) await work(items[index] as T, index)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
}
