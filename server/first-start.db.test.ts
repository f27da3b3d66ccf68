import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemUser } from '#domain/user.ts'
import { type OpenControlPlane, openControlPlane } from './control-plane.ts'
import { firstStart } from './first-start.ts'
import { readSettings } from './settings.ts'
import { type TestDatabase, testDatabase } from './store/testing/database.ts'

let database: TestDatabase
let dataDir: string
const planes: OpenControlPlane[] = []

beforeEach(async () => {
  database = await testDatabase()
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'hemisphere-first-start-'))
})
afterEach(async () => {
  await Promise.all(planes.splice(0).map((plane) => plane.close()))
  await database.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

const open = async (env: Record<string, string>): Promise<OpenControlPlane> => {
  const plane = await openControlPlane(readSettings({ ...process.env, DATABASE_URL: database.url, DATA_DIR: dataDir, ...env }))
  planes.push(plane)
  return plane
}

const inDataDir = (file: string) => path.join(dataDir, file)
const passwords = (): Record<string, string> => JSON.parse(readFileSync(inDataDir('first-passwords.json'), 'utf8'))
const placed = (): { clusterName: string; hosts: number }[] => JSON.parse(readFileSync(inDataDir('lab-join-tokens.json'), 'utf8'))
const tokens = (): { token: string; hosts: number }[] => JSON.parse(readFileSync(inDataDir('lab-join-tokens.json'), 'utf8'))

const signIn = (plane: OpenControlPlane, username: string, password: string) =>
  plane.auth.signIn({ username, password, address: '192.0.2.1', userAgent: 'vitest' })

test('a first start makes the people of the lab, and their passwords are in a file for the owner alone', async () => {
  const plane = await open({ LAB_HOSTS: '2' })
  expect(await firstStart(plane)).toMatchObject([{ name: 'cluster-01', hosts: 2 }])
  expect(Object.keys(passwords()).sort()).toEqual([
    'Administrator@vsphere.local',
    'devops@vsphere.local',
    'operator@vsphere.local',
  ])
  for (const [name, password] of Object.entries(passwords()))
    expect(await signIn(plane, name, password)).toMatchObject({ user: { displayName: name } })
  for (const file of ['first-passwords.json', 'lab-join-tokens.json']) expect(statSync(inDataDir(file)).mode & 0o777).toBe(0o600)
  expect(readdirSync(dataDir).sort()).toEqual(['first-passwords.json', 'keys', 'lab-join-tokens.json'])
})

test('a later start changes no password, also when the environment names another; its join tokens are new and good', async () => {
  const first = await open({ LAB_HOSTS: '1' })
  await firstStart(first)
  const [kept, [old]] = [passwords(), tokens()]
  const second = await open({ LAB_HOSTS: '1', HEMISPHERE_ADMIN_PASSWORD: 'Another-password-1' })
  await firstStart(second)
  expect(passwords()).toEqual(kept)
  await signIn(second, 'Administrator@vsphere.local', kept['Administrator@vsphere.local'] ?? '')
  expect(tokens()).toHaveLength(1)
  expect(tokens()[0]?.token).not.toBe(old?.token)
  expect(await second.store.inventory.read.user.count()).toBe(3)
  expect(await second.store.inventory.read.datacenter.count()).toBe(1)
})

test('the first password may be given, and is written down nowhere', async () => {
  const plane = await open({ HEMISPHERE_ADMIN_PASSWORD: 'Given-password-1' })
  expect(await firstStart(plane)).toEqual([])
  expect(existsSync(inDataDir('first-passwords.json'))).toBe(false)
  await signIn(plane, 'Administrator@vsphere.local', 'Given-password-1')
  expect(existsSync(inDataDir('lab-join-tokens.json'))).toBe(false)
})

test('a given password goes before one that was written down, which is forgotten', async () => {
  writeFileSync(inDataDir('first-passwords.json'), JSON.stringify({ 'Administrator@vsphere.local': 'Written-before-1' }))
  const plane = await open({ HEMISPHERE_ADMIN_PASSWORD: 'Given-password-1' })
  await firstStart(plane)
  await signIn(plane, 'Administrator@vsphere.local', 'Given-password-1')
  expect(existsSync(inDataDir('first-passwords.json'))).toBe(false)
})

test('a first password is forgotten at the next start once it has been changed, or its account is gone', async () => {
  const plane = await open({ LAB_HOSTS: '1' })
  await firstStart(plane)
  const first = passwords()
  const rowOf = (name: string) => plane.store.inventory.read.user.findFirstOrThrow({ where: { name } })
  const directory = plane.directory.as({ ...systemUser('test'), privileges: ['*'] })
  await directory.setPassword((await rowOf('Administrator')).id, 'Another-password-1')
  await directory.deleteUser((await rowOf('operator')).id)
  await firstStart(await open({ LAB_HOSTS: '1' }))
  expect(passwords()).toEqual({ 'devops@vsphere.local': first['devops@vsphere.local'] })
  await directory.setPassword((await rowOf('devops')).id, 'Another-password-1')
  await firstStart(await open({ LAB_HOSTS: '1' }))
  expect(existsSync(inDataDir('first-passwords.json'))).toBe(false)
  await signIn(plane, 'Administrator@vsphere.local', 'Another-password-1')
})

test('a lab that is added later has people whose passwords are known', async () => {
  await firstStart(await open({ LAB_HOSTS: '0' }))
  const administrator = passwords()
  const plane = await open({ LAB_HOSTS: '1' })
  await firstStart(plane)
  expect(passwords()).toMatchObject(administrator)
  for (const [name, password] of Object.entries(passwords())) await signIn(plane, name, password)
  expect(Object.keys(passwords())).toHaveLength(3)
})

test('a lab that changes its size keeps its hosts in their clusters; more of them join the first one', async () => {
  const sizes = async (hosts: number) => {
    await firstStart(await open({ LAB_HOSTS: String(hosts) }))
    return placed().map(({ clusterName, hosts }) => [clusterName, hosts])
  }
  expect(await sizes(12)).toEqual([
    ['cluster-01', 8],
    ['cluster-02', 4],
  ])
  expect(await sizes(15)).toEqual([
    ['cluster-01', 8],
    ['cluster-02', 4],
    ['cluster-01', 3],
  ])
  expect(await sizes(10)).toEqual([
    ['cluster-01', 8],
    ['cluster-02', 2],
  ])
  expect(await sizes(3)).toEqual([['cluster-01', 3]])
  expect(await sizes(14)).toEqual([['cluster-01', 14]])
})

test('an inventory of somebody else gets no lab', async () => {
  const plane = await open({ LAB_HOSTS: '0' })
  await firstStart(plane)
  const administrator = { ...systemUser('test') }
  await plane.inventory.as(administrator).createDatacenter({ name: 'Own' })
  expect(await firstStart(await open({ LAB_HOSTS: '8' }))).toEqual([])
  expect(placed()).toEqual([])
})

test('a start that died after writing the passwords goes on with the same ones', async () => {
  writeFileSync(inDataDir('first-passwords.json'), JSON.stringify({ 'Administrator@vsphere.local': 'Written-before-1' }))
  const plane = await open({})
  await firstStart(plane)
  await signIn(plane, 'Administrator@vsphere.local', 'Written-before-1')
})

test('several first starts at once agree', async () => {
  const together = await Promise.all(Array.from({ length: 3 }, () => open({ LAB_HOSTS: '2' })))
  await Promise.all(together.map(firstStart))
  expect(await together[0]?.store.inventory.read.user.count()).toBe(3)
  for (const [name, password] of Object.entries(passwords())) await signIn(together[0] as OpenControlPlane, name, password)
})

test('a file of passwords that is not one is told, not overwritten', async () => {
  writeFileSync(inDataDir('first-passwords.json'), 'half a fi')
  await expect(firstStart(await open({}))).rejects.toThrow(`${inDataDir('first-passwords.json')} can't be read`)
  expect(readFileSync(inDataDir('first-passwords.json'), 'utf8')).toBe('half a fi')
})
