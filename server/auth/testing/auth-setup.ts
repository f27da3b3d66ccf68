import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { User } from '#domain/user.ts'
import { openStore, type Store } from '#server/store/open-store.ts'
import { testDatabase } from '#server/store/testing/database.ts'
import { createAuth } from '../create-auth.ts'
import { createDirectory } from '../directory/directory.ts'
import { type Keys, openKeys } from '../keys.ts'
import { makeUser, TEST_PASSWORD } from './make-user.ts'
import { steppedClock } from './stepped-clock.ts'

/** What the identity tests of one file share: a database of their own, keys, and an administrator. */
export interface AuthSetup {
  store: Store
  keys: Keys
  folder: string
  admin: User
  /** A new user who is signed out, with an Auth whose clock stands still at 2026-01-01. */
  newUser(fixture?: { groups?: string[] }): ReturnType<typeof newUser>
  close(): Promise<void>
}

/** Opens it; the caller closes it. */
export const authSetup = async (): Promise<AuthSetup> => {
  const database = await testDatabase()
  const store = await openStore({ url: database.url })
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hemisphere-auth-'))
  const keys = await openKeys(folder)
  const admin = await makeUser(store.inventory, {
    name: 'Administrator',
    groups: ['Administrators'],
    roles: { administrator: ['*'] },
  })
  const auths: { stop(): void }[] = []
  let made = 0
  return {
    store,
    keys,
    folder,
    admin,
    async newUser(fixture = {}) {
      const user = await newUser(store, keys, ++made, fixture)
      auths.push(user.auth)
      return user
    },
    async close() {
      for (const auth of auths) auth.stop()
      await store.close()
      await database.drop()
      await rm(folder, { recursive: true })
    },
  }
}

const newUser = async (store: Store, keys: Keys, number: number, fixture: { groups?: string[] }) => {
  const clock = steppedClock()
  const auth = createAuth({ store, keys, clock })
  const name = `user${number}`
  const user = await makeUser(store.inventory, { name, ...fixture })
  const signIn = (password = TEST_PASSWORD, address = `10.1.0.${number}`) =>
    auth.signIn({ username: `${name}@vsphere.local`, password, address, userAgent: 'vitest' })
  return { clock, auth, name, user, signIn, directory: createDirectory({ store, clock }) }
}
