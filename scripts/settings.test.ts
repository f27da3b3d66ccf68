import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LAB_HOSTS_FILE, readStartSettings } from './settings.mjs'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'hemisphere-settings-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const read = (env: Record<string, string>) => readStartSettings({ DATA_DIR: folder, ...env })

test('an empty environment means the defaults of the README', () => {
  expect(read({})).toEqual({ port: 3000, apiPort: 6443, dataDir: folder, labHosts: 8, labEnabled: false })
})

test.each([
  [{ PORT: 'abc' }, 'PORT must be a whole number, for example PORT=3000; it is "abc".'],
  [{ PORT: '80.5' }, 'PORT must be a whole number, for example PORT=3000; it is "80.5".'],
  [{ API_PORT: '-1' }, 'API_PORT must be a whole number, for example API_PORT=6443; it is "-1".'],
  [{ PORT: '0' }, 'PORT must be a port from 1 to 65535, for example PORT=3000; it is 0.'],
  [{ API_PORT: '70000' }, 'API_PORT must be a port from 1 to 65535, for example API_PORT=6443; it is 70000.'],
  [{ PORT: '6443' }, 'PORT and API_PORT are both 6443: give one of them another number.'],
  [{ LAB_HOSTS: 'many' }, 'LAB_HOSTS must be a whole number, for example LAB_HOSTS=8; it is "many".'],
  [{ TRUSTED_PROXIES: 'yes' }, 'TRUSTED_PROXIES must be a whole number, for example TRUSTED_PROXIES=0; it is "yes".'],
])('%j is refused', (env, sentence) => {
  expect(() => read(env as Record<string, string>)).toThrow(sentence)
})

test.each(['nowhere-at-all', 'http://db.example/hemisphere', 'postgresql://me:half#way@db.example/hemisphere'])(
  'DATABASE_URL=%s is refused, and not shown',
  (url) => {
    expect(() => read({ DATABASE_URL: url })).toThrow(/^DATABASE_URL is not the address of a PostgreSQL: it must look like/)
    expect(() => read({ DATABASE_URL: url })).not.toThrow(url)
  },
)

test.each(['postgres://me@db.example', 'postgresql://me:p%23@db.example:5433/hemisphere?sslmode=require'])(
  'DATABASE_URL=%s is taken',
  (url) => {
    expect(read({ DATABASE_URL: url }).databaseUrl).toBe(url)
  },
)

describe('the lab', () => {
  test.each([
    [{ LAB_HOSTS: '1000' }, { labHosts: 1000, labEnabled: true }],
    [
      { LAB_HOSTS: '1000', LAB_ENABLED: '0' },
      { labHosts: 1000, labEnabled: false },
    ],
    [
      { LAB_HOSTS: '8', LAB_ENABLED: '1' },
      { labHosts: 8, labEnabled: true },
    ],
    [{ LAB_HOSTS: '0' }, { labHosts: 0, labEnabled: false }],
  ])('%j', (env, expected) => {
    expect(read(env as Record<string, string>)).toMatchObject(expected)
  })

  test('without LAB_HOSTS it stays as large as it is, and is not enabled anew', () => {
    for (const hosts of [1000, 0]) {
      writeFileSync(path.join(folder, LAB_HOSTS_FILE), String(hosts))
      expect(read({})).toMatchObject({ labHosts: hosts, labEnabled: false })
    }
    expect(read({ LAB_HOSTS: '4' })).toMatchObject({ labHosts: 4 })
  })
})
