import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fileError, lockDataDir, requireFolder } from './data-dir.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'hemisphere-data-dir-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const lock = () => lockDataDir(folder, 'http://localhost:3000')

test('a folder has one user at a time, who is named to the next; when it is given back nothing is left', () => {
  const unlock = lock()
  expect(lock).toThrow(
    `${folder} is in use by another Hemisphere (process ${process.pid}, http://localhost:3000): stop that one, or set DATA_DIR to another folder.`,
  )
  unlock()
  lock()()
  expect(readdirSync(folder)).toEqual([])
})

test.each([
  ['of a process that is gone', () => JSON.stringify({ pid: spawnSync(process.execPath, ['-e', '']).pid, born: '1', url: '' })],
  ['of an earlier process with an id that is used again', () => JSON.stringify({ pid: process.pid, born: '1', url: '' })],
  ['that was half written', () => '{"pid":'],
])('a lock %s counts for nothing', (_what, text) => {
  writeFileSync(path.join(folder, 'in-use'), text())
  lock()()
  expect(existsSync(path.join(folder, 'in-use'))).toBe(false)
})

test('of many that take the folder at once, one gets it', () => {
  writeFileSync(path.join(folder, 'in-use'), JSON.stringify({ pid: process.pid, born: '1', url: '' }))
  const program = `
    const { lockDataDir } = await import(${JSON.stringify(path.join(import.meta.dirname, 'data-dir.mjs'))})
    try { lockDataDir(process.argv[1], 'here'); console.log('mine') } catch (error) { console.log(error.message) }
    setTimeout(() => {}, 60000)`
  const script = `
    for i in 1 2 3 4 5 6; do "$0" --input-type=module -e "$1" "$2" > "$2/said-$i" & all="$all $!"; done
    until [ "$(cat "$2"/said-* | wc -l)" -eq 6 ]; do sleep 0.05; done
    kill $all; cat "$2"/said-*`
  const { stdout } = spawnSync('sh', ['-c', script, process.execPath, program, folder], { encoding: 'utf8' })
  const said = stdout.trim().split('\n')
  expect(said.filter((line) => line === 'mine')).toHaveLength(1)
  expect(said.filter((line) => line.includes('is in use by another Hemisphere'))).toHaveLength(5)
})

test('a folder that has a file in its way is refused in one sentence', () => {
  const file = path.join(folder, 'file')
  writeFileSync(file, '')
  for (const place of [file, path.join(file, 'below')])
    expect(() => requireFolder(place)).toThrow(
      `${place} can't be a folder, because there is a file in its way: set DATA_DIR to another folder.`,
    )
})

test.each([
  ['ENOSPC', 'The disk that holds /here is full: free some space and start again.'],
  ['EACCES', "/here can't be written (EACCES): give this user the right to, or set DATA_DIR to another folder."],
  ['EROFS', "/here can't be written (EROFS): give this user the right to, or set DATA_DIR to another folder."],
])('%s is said in words', (code, sentence) => {
  expect(fileError(Object.assign(new Error('raw'), { code }), '/here').message).toBe(sentence)
})
