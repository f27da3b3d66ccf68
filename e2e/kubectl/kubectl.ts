import { spawn } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { administrator } from './sign-in.ts'

/** What a run of kubectl said, and how it ended. */
export interface Outcome {
  stdout: string
  stderr: string
  code: number
}

export interface KubectlOptions {
  /** Text for `-f -`. */
  input?: string
  /** Runs the command in this namespace. */
  namespace?: string
  /** Milliseconds until it is stopped; its outcome then has code 124. */
  timeout?: number
  /** Runs as whom that kubeconfig names; an administrator when absent. */
  kubeconfig?: string
  /** Stops it as soon as what it printed matches; for commands that go on, such as `get -w`. */
  until?: RegExp
}

const binary = process.env.KUBECTL ?? 'kubectl'

let cache: Promise<string> | undefined
const cacheFolder = (): Promise<string> => (cache ??= mkdtemp(path.join(tmpdir(), 'kubectl-cache-')))

/** Runs the real kubectl (from KUBECTL, else PATH) as an administrator and resolves whatever its exit code is. */
export const tryKubectl = async (
  args: string[],
  { input, namespace, kubeconfig, timeout = 110_000, until }: KubectlOptions = {},
): Promise<Outcome> => {
  const all = [
    '--kubeconfig',
    kubeconfig ?? (await administrator()),
    '--cache-dir',
    await cacheFolder(),
    ...(namespace ? ['--namespace', namespace] : []),
    ...args,
  ]
  const child = spawn(binary, all, { stdio: 'pipe' })
  const timer = setTimeout(() => child.kill(), timeout)
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    if (until?.test(stdout)) child.kill()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  child.stdin.on('error', () => {}) // kubectl may end before it has read its input
  child.stdin.end(input ?? '')
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => resolve(status ?? 124))
  })
  clearTimeout(timer)
  return { stdout, stderr, code }
}

/** Runs kubectl and returns what it printed; throws with its own words when it fails. */
export const kubectl = async (args: string[], options: KubectlOptions = {}): Promise<string> => {
  const { stdout, stderr, code } = await tryKubectl(args, options)
  if (code !== 0) throw new Error(`kubectl ${args.join(' ')} ended with ${code}: ${stderr || stdout}`)
  return stdout
}

/** Runs kubectl with `-o json` and returns what it printed as an object. */
// biome-ignore lint/suspicious/noExplicitAny: whatever kubectl prints
export const kubectlJson = async (args: string[], options: KubectlOptions = {}): Promise<any> =>
  JSON.parse(await kubectl([...args, '-o', 'json'], options))

/** Runs a kubectl that is expected to fail and returns what it said. */
export const kubectlError = async (args: string[], options: KubectlOptions = {}): Promise<string> => {
  const { stdout, stderr, code } = await tryKubectl(args, options)
  if (code === 0) throw new Error(`kubectl ${args.join(' ')} was expected to fail and printed: ${stdout}`)
  return stderr
}

/** The minor version of the kubectl in use: 36 for 1.36. Some commands and options came later than the oldest that is supported, 1.20. */
export const clientMinor = async (): Promise<number> => {
  const { stdout } = await tryKubectl(['version', '--client', '-o', 'json'])
  return Number.parseInt((JSON.parse(stdout) as { clientVersion: { minor: string } }).clientVersion.minor, 10)
}
