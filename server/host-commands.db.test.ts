import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { hostCommands } from '#domain/client/host-commands.ts'
import { systemUser } from '#domain/user.ts'
import type { InventoryClient } from './inventory/inventory.ts'
import { type TestDatabase, testDatabase } from './store/testing/database.ts'
import { PATIENT, type RunningLab, runningLab } from './testing/running-lab.ts'

const REPOSITORY = path.join(import.meta.dirname, '..')

let database: TestDatabase
let lab: RunningLab
let door: InventoryClient
let folder: string
let shell: ChildProcess
let output = ''

beforeAll(async () => {
  database = await testDatabase()
  lab = await runningLab({ databaseUrl: database.url, hosts: 2 })
  await lab.startHosts()
  door = lab.plane.inventory.as(systemUser('test'))
  folder = mkdtempSync(path.join(os.tmpdir(), 'hemisphere-commands-'))
  for (const name of ['spherelet', 'node_modules']) symlinkSync(path.join(REPOSITORY, name), path.join(folder, name))
}, 240_000)
afterAll(async () => {
  // The shell and what it started.
  if (shell?.pid && shell.exitCode === null) process.kill(-shell.pid, 'SIGKILL')
  await lab?.close()
  await database?.drop()
  rmSync(folder, { recursive: true, force: true })
})

const run = (commands: string) => {
  shell = spawn('bash', ['-ec', commands], { cwd: folder, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const listen = (text: Buffer) => {
    output += text
  }
  shell.stdout?.on('data', listen)
  shell.stderr?.on('data', listen)
}

test('what the Add Host dialog shows adds hosts beside those that the lab runs', async () => {
  const before = (await door.hosts()).rows
  expect(before.map(({ name }) => name)).toEqual(['esx-01.lab.local', 'esx-02.lab.local'])
  const made = await door.createJoinToken(before[0]?.clusterId ?? '', { uses: 2 })
  run(hostCommands({ ...made, apiUrl: `https://127.0.0.1:${lab.front.port}` }, 2))
  await vi.waitUntil(() => {
    if (shell.exitCode !== null) throw new Error(`The commands ended by themselves:\n${output}`)
    return output.includes('2 simulated hosts are running')
  }, PATIENT)
  const after = (await door.hosts()).rows
  expect(after.map(({ name, connection }) => [name, connection])).toEqual(
    ['01', '02', '03', '04'].map((number) => [`esx-${number}.lab.local`, 'CONNECTED']),
  )
  expect(after.slice(0, 2).map(({ id }) => id)).toEqual(before.map(({ id }) => id))
  expect((await door.events({ targetId: before[0]?.id ?? '' })).rows.map(({ type }) => type)).not.toContain('host.rejoined')
}, 240_000)
