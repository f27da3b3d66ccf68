import type { Clock } from '#domain/clock.ts'
import type { Container, ContainerPort, Probe } from '#domain/kube/pod.ts'
import type { ProbeResult } from './runtime.ts'
import { ShellRun } from './shell-run.ts'
import type { SimulatedProcess } from './simulated-process.ts'
import { readCommand } from './simulated-shell.ts'

/** A simulated server accepts connections this long after it started. */
const LISTENS_AFTER_MS = 150

/** A container of the pod with its latest run. */
export interface ProbedContainer {
  container: Container
  process: SimulatedProcess
}

const OK: ProbeResult = { ok: true, message: '' }
const failed = (message: string): ProbeResult => ({ ok: false, message })

const listens = ({ process }: ProbedContainer, now: number): boolean =>
  process.running && process.serves && now - process.startedAt.getTime() >= LISTENS_AFTER_MS

const isDeclared = (ports: ContainerPort[] = [], port: number): boolean =>
  ports.some(({ containerPort, protocol = 'TCP' }) => containerPort === port && protocol === 'TCP')

const portNumber = ({ ports = [] }: Container, port: number | string): number => {
  const named = ports.find(({ name }) => name === port)?.containerPort
  return named ?? Number(port)
}

/** Where the probe connects to, and what it says when nobody is there, as kubelet words it. */
const connection = (probe: Probe, container: Container, ip: string): { port: number; refusal: string } => {
  const port = portNumber(container, probe.httpGet?.port ?? probe.tcpSocket?.port ?? probe.grpc?.port ?? 0)
  const refused = `dial tcp ${ip}:${port}: connect: connection refused`
  if (probe.grpc) {
    const within = `within ${probe.timeoutSeconds ?? 1}s: context deadline exceeded`
    return { port, refusal: `timeout: failed to connect service "${ip}:${port}" ${within}` }
  }
  if (!probe.httpGet) return { port, refusal: refused }
  const { scheme = 'HTTP', path = '/' } = probe.httpGet
  return { port, refusal: `Get "${scheme.toLowerCase()}://${ip}:${port}${path}": ${refused}` }
}

/**
 * Connects to the pod's address: whatever serves in it listens on the ports that its containers declare, and on no others. What is asked of
 * it, such as an HTTP path, is answered well: nothing is there to know better.
 */
const connect = (probe: Probe, subject: ProbedContainer, pod: ProbedContainer[], ip: string, now: number): ProbeResult => {
  const { port, refusal } = connection(probe, subject.container, ip)
  if (Number.isNaN(port)) return failed(`couldn't find port: ${JSON.stringify(probe.httpGet?.port ?? probe.tcpSocket?.port)}`)
  return pod.some((each) => isDeclared(each.container.ports, port) && listens(each, now)) ? OK : failed(refusal)
}

/** Plays a command among the files of the container's run, in time: one that takes longer than the probe allows has failed. */
const execute = async (
  command: string[],
  timeoutMs: number,
  { process }: ProbedContainer,
  clock: Clock,
): Promise<ProbeResult | undefined> => {
  const reading = readCommand(command, {})
  if (reading.kind !== 'script') return undefined
  const output: string[] = []
  const began = clock.now().getTime()
  const run = new ShellRun(reading.script, process.files, began, (_, text) => output.push(text))
  run.advance(began + timeoutMs)
  const isLate = run.exitCode === undefined || run.time > began + timeoutMs
  const took = isLate ? timeoutMs : run.time - began
  if (took > 0) await new Promise<void>((resolve) => clock.after(took, resolve))
  if (isLate) return failed(`command timed out: "${command.join(' ')}" timed out after ${timeoutMs / 1000}s`)
  return run.exitCode === 0 ? OK : failed(output.join('\n'))
}

/**
 * One probe of one container of a simulated pod, in kubelet's words. A command that is not played, such as `pg_isready`, succeeds where a
 * program stands in for a server that would answer it, and is not found among the commands of a script.
 */
export const simulatedProbe = async (
  probe: Probe,
  subject: ProbedContainer,
  pod: ProbedContainer[],
  ip: string,
  clock: Clock,
): Promise<ProbeResult> => {
  const now = clock.now().getTime()
  if (!probe.exec) return connect(probe, subject, pod, ip, now)
  const { command } = probe.exec
  const played = await execute(command, (probe.timeoutSeconds ?? 1) * 1000, subject, clock)
  if (played) return played
  if (!subject.process.serves) return failed(`exec: "${command[0]}": executable file not found in $PATH`)
  return listens(subject, now) ? OK : failed(`"${command[0]}": the program does not answer yet`)
}
