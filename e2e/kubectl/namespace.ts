import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { kubectl } from './kubectl.ts'
import { supervisorIsUp } from './supervisor.ts'

/** Gives a test file a namespace of its own, made before its first test and deleted after its last. */
export const ownNamespace = (): { readonly name: string } => {
  const own = { name: `e2e-${randomBytes(4).toString('hex')}` }
  beforeAll(async () => {
    await supervisorIsUp()
    await kubectl(['create', 'namespace', own.name])
  })
  afterAll(async () => {
    await kubectl(['delete', 'namespace', own.name, '--wait=false'])
  })
  return own
}
