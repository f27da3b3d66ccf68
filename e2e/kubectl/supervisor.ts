import { vi } from 'vitest'
import { kubectl } from './kubectl.ts'

/** Milliseconds that enabling may take: its hosts have to join first. */
const ENABLED_WITHIN = 90_000

/** Resolves when the first Supervisor answers, has hosts and takes namespaces; fails with kubectl's words when there is none in time. */
export const supervisorIsUp = async (): Promise<void> => {
  await vi.waitFor(
    async () => {
      const nodes = await kubectl(['get', 'nodes', '-o', 'name'])
      if (nodes === '') throw new Error('the Supervisor has no hosts yet')
      // Its API answers before it is running, and refuses namespaces until then.
      await kubectl(['create', 'namespace', 'e2e-probe', '--dry-run=server'])
    },
    { timeout: ENABLED_WITHIN, interval: 1000 },
  )
}
