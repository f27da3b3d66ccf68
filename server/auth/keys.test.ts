import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openKeys } from './keys.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'hemisphere-keys-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('keys are made once, for their owner only, and read again', async () => {
  const home = path.join(folder, 'once')
  const first = await openKeys(home)
  const second = await openKeys(home)
  expect(second.authority).toEqual(first.authority)
  expect(second.sealing).toEqual(first.sealing)
  expect(second.sealing).toHaveLength(32)
  expect(second.tokens.publicKey.equals(first.tokens.publicKey)).toBe(true)
  expect((await stat(path.join(home, 'keys.json'))).mode & 0o777).toBe(0o600)
})

test('processes that start at once end up with the same keys and leave nothing behind', async () => {
  const home = path.join(folder, 'race')
  const script = `import('${path.join(import.meta.dirname, 'keys.ts')}').then(async ({ openKeys }) => {
    console.log((await openKeys(process.argv[1])).sealing.toString('hex'))
  })`
  const start = () => promisify(execFile)(process.execPath, ['--import', 'tsx', '-e', script, home])
  const answers = await Promise.all([start(), start(), start()])
  expect(new Set(answers.map(({ stdout }) => stdout.trim())).size).toBe(1)
  expect(await readdir(home)).toEqual(['keys.json'])
}, 60_000)

test('the authority is a CA of its own', async () => {
  const { authority } = await openKeys(path.join(folder, 'once'))
  const certificate = new X509Certificate(authority.certificate)
  expect(certificate.ca).toBe(true)
  expect(certificate.subject).toContain('CN=Hemisphere CA')
  expect(certificate.verify(certificate.publicKey)).toBe(true)
})

test('a damaged file is said so, and never replaced', async () => {
  const home = path.join(folder, 'once')
  await writeFile(path.join(home, 'keys.json'), '{"half')
  await expect(openKeys(home)).rejects.toThrow(/is damaged. Put it back from a backup/)
})
