import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { get } from 'node:https'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { vi } from 'vitest'
import { systemUser } from '#domain/user.ts'
import { supervisorApi } from '#domain/vsphere/supervisor.ts'
import { freePort } from '#scripts/ports.mjs'
import { type OpenControlPlane, openControlPlane } from '../control-plane.ts'
import { readSettings } from '../settings.ts'

/** For conditions that a busy machine may take long to meet. */
export const PATIENT = { timeout: 150_000, interval: 50 }

/** A program of ours that a test started and may end as it likes. */
export interface LabProcess {
  name: string
  apiPort: number
  /** Everything it has printed. */
  output(): string
  isRunning(): boolean
  /** Sends a signal; with SIGKILL, resolves when the process is gone. */
  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): Promise<void>
}

/** Real control-plane and Spherelet processes over one database, and doors of the test's own into the same database. */
export interface RunningLab {
  /** The doors as another process holds them; it leads nothing. */
  plane: OpenControlPlane
  dataDir: string
  /** Starts a control plane that the database knows by `name`; resolves when its API is ready. */
  startControlPlane(name: string, apiPort?: number): Promise<LabProcess>
  /** Starts the simulated hosts, which speak to the control plane that `front` leads to. */
  startHosts(): Promise<LabProcess>
  front: Front
  /** Waits until the lab's Supervisor runs with all its hosts, and answers its API. */
  supervisor(): Promise<string>
  /** The names of the control planes that lead `key`: those whose connection holds its lock. */
  leaders(key: string): Promise<string[]>
  /** The leader epoch of an API. */
  epoch(api: string): Promise<number>
  /** Keeps everybody from adding rows to a table, so that whoever tries stands in the middle of a transaction. */
  holdTable(table: string): Promise<HeldTable>
  close(): Promise<void>
}

export interface HeldTable {
  /** True while a process that the database knows by `name` waits for it. */
  isAwaitedBy(name: string): Promise<boolean>
  release(): Promise<void>
}

/** What stands before several control planes: leads every connection to one of them. */
export interface Front {
  port: number
  /** From now on to this one; connections to another are cut. */
  leadTo(apiPort: number): void
  close(): void
}

const openFront = async (apiPort: number): Promise<Front> => {
  let target = apiPort
  const open = new Set<net.Socket>()
  const cut = () => {
    for (const socket of open) socket.destroy()
  }
  const server = net.createServer((inward) => {
    const outward = net.connect(target, '127.0.0.1')
    for (const [socket, other] of [
      [inward, outward],
      [outward, inward],
    ] as const) {
      open.add(socket)
      socket.pipe(other)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        open.delete(socket)
        other.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as net.AddressInfo).port,
    leadTo: (port) => {
      target = port
      cut()
    },
    close: () => {
      server.close()
      cut()
    },
  }
}

const MAIN = path.join(import.meta.dirname, '../main.ts')
const SPHERELET = path.join(import.meta.dirname, '../../spherelet/main.ts')

/** Prepares a lab of that many hosts on a database that may still be empty; nothing runs yet but a first control plane called `first`. */
export const runningLab = async ({
  databaseUrl,
  hosts,
}: {
  databaseUrl: string
  hosts: number
}): Promise<RunningLab & { first: LabProcess }> => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'hemisphere-lab-'))
  const processes: LabProcess[] = []
  const environment = (apiPort: number, name?: string) => {
    const url = new URL(databaseUrl)
    if (name) url.searchParams.set('application_name', name)
    const lab = { LAB_HOSTS: String(hosts), LAB_ENABLED: '1', HEMISPHERE_ADMIN_PASSWORD: 'Lab-password-1' }
    return { ...process.env, ...lab, DATABASE_URL: url.href, DATA_DIR: dataDir, API_PORT: String(apiPort) }
  }
  const run = (name: string, apiPort: number, args: string[], env: NodeJS.ProcessEnv): LabProcess => {
    const started = startProcess(name, apiPort, args, env)
    processes.push(started)
    return started
  }
  const startControlPlane: RunningLab['startControlPlane'] = async (name, port) => {
    const apiPort = port ?? (await freePort())
    const started = run(name, apiPort, [MAIN], environment(apiPort, name))
    await until(started, () => answers(apiPort))
    return started
  }
  const first = await startControlPlane('first')
  const front = await openFront(first.apiPort)
  const plane = await openControlPlane(readSettings({ ...environment(first.apiPort), NODE_ENV: 'test' }))
  const admin = new pg.Pool({ connectionString: databaseUrl, max: 2 })
  admin.on('error', () => {})

  return {
    plane,
    dataDir,
    first,
    startControlPlane,
    front,
    startHosts: async () => {
      const started = run('hosts', front.port, [SPHERELET, '--simulate', String(hosts)], {
        ...environment(front.port),
        HEMISPHERE_URL: `https://127.0.0.1:${front.port}`,
        HEMISPHERE_CA: path.join(dataDir, 'keys/ca.crt'),
        JOIN_TOKENS: path.join(dataDir, 'lab-join-tokens.json'),
      })
      await until(started, async () => started.output().includes('simulated hosts are running'))
      return started
    },
    supervisor: async () => {
      const door = plane.inventory.as(systemUser('test'))
      const found = await vi.waitUntil(
        async () => (await door.supervisors()).find(({ configStatus }) => configStatus === 'RUNNING'),
        PATIENT,
      )
      return supervisorApi(found.id)
    },
    leaders: async (key) => (await admin.query<{ name: string }>(LEADERS, [key])).rows.map(({ name }) => name),
    epoch: async (api) =>
      Number((await admin.query<{ epoch: string }>('SELECT epoch FROM "ApiRevision" WHERE api = $1', [api])).rows[0]?.epoch),
    holdTable: async (table) => {
      const client = await admin.connect()
      await client.query('BEGIN')
      await client.query(`LOCK TABLE "${table}" IN SHARE MODE`)
      return {
        isAwaitedBy: async (name) => (await admin.query(WAITING, [name])).rows.length > 0,
        release: async () => {
          await client.query('ROLLBACK')
          client.release()
        },
      }
    },
    close: async () => {
      await Promise.all(processes.filter((each) => each.isRunning()).map((each) => each.signal('SIGKILL')))
      front.close()
      await plane.close()
      await admin.end()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

// A lock on a bigint is listed as its two halves: https://www.postgresql.org/docs/current/view-pg-locks.html
const LEADERS = `SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
  WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND a.datname = current_database()
    AND ((l.classid::bigint << 32) | l.objid::bigint) = hashtextextended($1, 0)`

const WAITING = `SELECT FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database() AND wait_event_type = 'Lock'`

const startProcess = (name: string, apiPort: number, args: string[], env: NodeJS.ProcessEnv): LabProcess => {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  // Also when the test ends before it could close the lab.
  const end = () => void child.kill('SIGKILL')
  process.once('exit', end)
  child.once('exit', () => process.removeListener('exit', end))
  let output = ''
  const listen = (text: string) => {
    output += text
  }
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', listen)
  const isRunning = () => child.exitCode === null && child.signalCode === null
  return {
    name,
    apiPort,
    output: () => output,
    isRunning,
    signal: async (signal) => {
      if (!isRunning()) throw new Error(`${name} has ended by itself:\n${output}`)
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill(signal)
      if (signal === 'SIGKILL') await gone
    },
  }
}

/** Waits for a condition of a process that must not end meanwhile. */
const until = async (started: LabProcess, condition: () => Promise<boolean>): Promise<void> => {
  await vi.waitUntil(async () => {
    if (!started.isRunning()) throw new Error(`${started.name} ended by itself:\n${started.output()}`)
    return condition()
  }, PATIENT)
}

/** True when the control plane at that port says it is ready. */
export const answers = (apiPort: number): Promise<boolean> =>
  new Promise((resolve) => {
    const request = get(`https://127.0.0.1:${apiPort}/readyz`, { rejectUnauthorized: false, timeout: 2000 }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(false))
  })
