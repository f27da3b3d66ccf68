import { createKey, type HostIdentity, lifeOf } from './identity.ts'

/** The keys of one process. Its hosts share them, so that one heartbeat speaks for all of them. PEM texts. */
export interface KeyRing {
  /** The key that hosts join with. */
  current(): Promise<string>
  /** The key that follows `old`: the one other hosts have moved to already, or a new one. */
  next(old: string): Promise<string>
}

/** Goes on with the key of the newest certificate, else with a new one. */
export const createKeyRing = (identities: readonly HostIdentity[] = []): KeyRing => {
  const [newest] = identities.map((each) => ({ ...each, from: lifeOf(each).from.getTime() })).sort((a, b) => b.from - a.from)
  let current: Promise<string> | undefined = newest && Promise.resolve(newest.key)
  const now = () => {
    current ??= createKey()
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
