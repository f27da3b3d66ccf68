import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createKey, type HostIdentity, lifeOf } from './identity.ts'

/** The keys of one process. Its hosts share them, so that one heartbeat speaks for all of them. PEM texts. */
export interface KeyRing {
  /** The key that hosts join with. */
  current(): Promise<string>
  /** The key that follows `old`: the one other hosts have moved to already, or a new one. */
  next(old: string): Promise<string>
}

export interface KeyRingOptions {
  /** The hosts that have joined before. */
  identities?: readonly HostIdentity[]
  /** Where the newest key is kept before anything is asked with it, so that a host that never heard the answer proves itself when it asks again. */
  folder: string
}

/** Goes on with the key of the newest certificate, else with the one that was made last, else with a new one. */
export const createKeyRing = ({ identities = [], folder }: KeyRingOptions): KeyRing => {
  const file = path.join(folder, 'newest-key.pem')
  const [newest] = identities.map((each) => ({ ...each, from: lifeOf(each).from.getTime() })).sort((a, b) => b.from - a.from)
  const kept = newest?.key ?? readKept(file)
  let current: Promise<string> | undefined = kept === undefined ? undefined : Promise.resolve(kept)
  const make = async () => {
    const key = await createKey()
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(`${file}.new`, key, { mode: 0o600 })
    renameSync(`${file}.new`, file)
    return key
  }
  const now = () => {
    current ??= make()
    return current
  }
  return {
    current: now,
    next: async (old) => {
      const seen = now()
      // Of hosts that renew at the same time, the first makes the key.
      if ((await seen) === old && current === seen) current = undefined
      return now()
    },
  }
}

const readKept = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
