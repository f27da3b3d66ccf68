import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openLogFile } from './log-file.mjs'
import { createProcesses } from './processes.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'hemisphere-processes-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** What is said when a program that prints `words` ends by itself with `code`. */
const crash = (words: string, code: number): Promise<string> =>
  new Promise((resolve) => {
    writeFileSync(path.join(folder, 'program.log'), 'FATAL: of an earlier start\n')
    const { start } = createProcesses({ logs: folder, onCrash: resolve })
    start('program', ['-e', `console.error(${JSON.stringify(words)}); process.exitCode = ${code}`], {})
  })

test('a program that ends with a sentence for people says just that', async () => {
  expect(await crash('Listening\nThe database is away: look there.', 78)).toBe('The database is away: look there.')
})

test('a program that crashes is named, with its log and the last lines of this start', async () => {
  expect(await crash('one\ntwo', 1)).toBe(
    `program ended unexpectedly (code 1). Its log is ${path.join(folder, 'program.log')}; the last lines:\none\ntwo`,
  )
})

test('stopping ends programs in the reverse order of their start, and is no crash', async () => {
  const onCrash = vi.fn()
  const processes = createProcesses({ logs: folder, onCrash })
  const order = path.join(folder, 'order')
  const program = (name: string) =>
    `process.on('SIGTERM', () => { require('fs').appendFileSync(${JSON.stringify(order)}, '${name} '); process.exit() })
     require('fs').writeFileSync(${JSON.stringify(path.join(folder, `${name}.up`))}, ''); setInterval(() => {}, 1000)`
  for (const name of ['first', 'second']) processes.start(name, ['-e', program(name)], {})
  await vi.waitFor(
    () => expect(['first', 'second'].every((name) => existsSync(path.join(folder, `${name}.up`)))).toBe(true),
    30_000,
  )
  await processes.stop()
  expect(readFileSync(order, 'utf8')).toBe('second first ')
  expect(onCrash).not.toHaveBeenCalled()
}, 60_000)

test('programs end by themselves when the one who started them is killed', async () => {
  const child = `process.on('disconnect', () => process.exit()); setInterval(() => {}, 1000); console.log('up')`
  const parent = `
    const { createProcesses } = await import(${JSON.stringify(path.join(import.meta.dirname, 'processes.mjs'))})
    const { start } = createProcesses({ logs: ${JSON.stringify(folder)}, onCrash: () => {} })
    const child = start('child', ['-e', ${JSON.stringify(child)}], {})
    child.stdout.once('data', () => console.log(child.pid))`
  const process_ = spawn(process.execPath, ['--input-type=module', '-e', parent], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(process_.stdout, 'data')
  const pid = Number(line)
  expect(process.kill(pid, 0)).toBe(true)
  process_.kill('SIGKILL')
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), 30_000)
}, 60_000)

test.skipIf(!existsSync('/dev/full'))('a log on a full disk does not stop the one who writes', () => {
  const log = openLogFile('/dev/full')
  log.append(Buffer.from('lost'))
  expect(log.lastLines(3)).toBe('')
})
