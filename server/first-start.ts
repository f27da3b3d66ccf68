import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type LabCluster, type LabPlace, seedInstallation, seedLab } from '#prisma/seed.ts'
import { verifyPassword } from './auth/passwords.ts'
import type { OpenControlPlane } from './control-plane.ts'

const ADMINISTRATOR = 'Administrator@vsphere.local'
const DEVOPS = 'devops@vsphere.local'
const OPERATOR = 'operator@vsphere.local'

type Passwords = Record<string, string>

/** Readable, and with 95 bits nobody guesses it. */
const newPassword = () => randomBytes(12).toString('base64url')

/**
 * What a first start needs: built-in roles and classes, the administrator, and the lab. First passwords are written to
 * DATA_DIR/first-passwords.json for the person who starts it; a later start takes out those that have been changed, and renews the lab's join
 * tokens. Several processes may start at once.
 */
export const firstStart = async (plane: OpenControlPlane): Promise<LabCluster[]> => {
  const { settings, store } = plane
  const { dataDir, labHosts, administratorPassword } = settings
  const file = path.join(dataDir, 'first-passwords.json')
  const missing = await missingPeople(store, labHosts > 0)
  // Whoever gave a password knows it: it is written down nowhere.
  const unknown = missing.filter((name) => name !== ADMINISTRATOR || administratorPassword === undefined)
  // Written before the people exist: a crash in between must not leave an account whose password nobody knows.
  const passwords = keepPasswords(file, unknown)
  await seedInstallation({ store, administratorPassword: administratorPassword ?? passwords[ADMINISTRATOR] ?? newPassword() })
  const clusters = await seedTheLab(plane, passwords)
  await forgetChanged(store, file)
  return clusters
}

const seedTheLab = async ({ settings, store, inventory }: OpenControlPlane, passwords: Passwords): Promise<LabCluster[]> => {
  const { dataDir, labHosts } = settings
  if (labHosts === 0) return []
  const lab = { devops: passwords[DEVOPS] ?? newPassword(), operator: passwords[OPERATOR] ?? newPassword() }
  const tokensFile = path.join(dataDir, 'lab-join-tokens.json')
  const clusters = await seedLab({ store, inventory, hosts: labHosts, before: readPlaces(tokensFile), passwords: lab })
  const tokens = clusters.map(({ id, name, token, hosts }) => ({ clusterId: id, clusterName: name, token, hosts }))
  replaceFile(tokensFile, JSON.stringify(tokens))
  return clusters
}

/** The people that seeding is about to make. */
const missingPeople = async ({ inventory: { read } }: OpenControlPlane['store'], hasLab: boolean): Promise<string[]> => {
  const users = await read.user.count()
  const lab = (await read.datacenter.count()) + (await read.user.count({ where: { name: 'devops', domain: 'vsphere.local' } }))
  return [...(users ? [] : [ADMINISTRATOR]), ...(hasLab && !lab ? [DEVOPS, OPERATOR] : [])]
}

/** The passwords in the file, with those of `missing` people in it from now on: already there, or new. */
const keepPasswords = (file: string, missing: readonly string[]): Passwords => {
  const known = readPasswords(file)
  if (missing.length === 0) return known ?? {}
  const passwords = {
    ...known,
    ...Object.fromEntries(missing.map((name) => [name, known?.[name] ?? newPassword()])),
  }
  const text = JSON.stringify(passwords, null, 2)
  if (known) replaceFile(file, text)
  else if (!createFile(file, text)) return keepPasswords(file, missing)
  return passwords
}

/** Takes out of the file what is no longer somebody's password; those of people who are about to be made stay. */
const forgetChanged = async (store: OpenControlPlane['store'], file: string): Promise<void> => {
  const known = readPasswords(file)
  if (!known) return
  const awaited = await missingPeople(store, true)
  const isStill = async ([account, password]: [string, string]) => {
    const [name = '', domain = ''] = account.split('@')
    const user = await store.inventory.read.user.findUnique({ where: { domain_name: { domain, name } } })
    return awaited.includes(account) || verifyPassword(user?.passwordHash, password)
  }
  const entries = await Promise.all(Object.entries(known).map(async (entry) => ((await isStill(entry)) ? [entry] : [])))
  const left = entries.flat()
  if (left.length === 0) rmSync(file, { force: true })
  else if (left.length < Object.keys(known).length) replaceFile(file, JSON.stringify(Object.fromEntries(left), null, 2))
}

/** Undefined when there is no such file. */
const readPasswords = (file: string): Passwords | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      throw new Error(`${file} can't be read: repair it, or remove it when nobody needs it.`)
    return undefined
  }
}

/** Where the lab's hosts were at the last start; nothing when there was none, or its file is no good. */
const readPlaces = (file: string): LabPlace[] => {
  try {
    const places = JSON.parse(readFileSync(file, 'utf8')) as { clusterName: string; hosts: number }[]
    return places.map(({ clusterName, hosts }) => ({ name: clusterName, hosts }))
  } catch {
    return []
  }
}

const written = (file: string, text: string): string => {
  const next = `${file}.${process.pid}-${newPassword()}`
  writeFileSync(next, text, { mode: 0o600 })
  return next
}

/** Whole or not at all, whoever reads meanwhile. */
const replaceFile = (file: string, text: string): void => renameSync(written(file, text), file)

/** False when another process was faster: then the file is theirs. */
const createFile = (file: string, text: string): boolean => {
  const next = written(file, text)
  try {
    linkSync(next, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  } finally {
    rmSync(next)
  }
}
