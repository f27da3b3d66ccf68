import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { firstFreeNumber } from '#domain/vsphere/simulated-names.ts'
import { checkInput, missing } from './check-input.ts'
import type { InventoryContext } from './context.ts'
import { operate } from './operation.ts'

const INPUT = z.object({
  hours: z
    .number()
    .positive('must be more than 0')
    .max(24 * 365, 'must be at most a year')
    .default(24),
  uses: z.int('must be a whole number').min(1, 'must be at least 1').optional(),
})

/** What is kept of a join token. */
export const joinTokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')

/** What a new token is answered with. */
export interface NewJoinToken {
  token: string
  expiresAt: string
  /** From this number on, the names of simulated hosts are free. */
  firstNumber: number
}

/** A new token with which agents add their hosts to the cluster; shown once, only its hash is kept. 24 hours unless said otherwise. */
export const createJoinToken = (
  context: InventoryContext,
  clusterId: string,
  input: { hours?: number; uses?: number } = {},
): Promise<NewJoinToken> =>
  operate(
    context,
    { privilege: 'Host.Inventory.AddHostToCluster', action: 'cluster.createJoinToken', target: clusterId },
    async ({ db, event, note }) => {
      const { hours, uses } = checkInput(INPUT, input, 'JoinToken')
      const cluster = await db.cluster.findUnique({ where: { id: clusterId } })
      if (!cluster) throw missing('cluster', clusterId)
      const token = `hmj_${randomBytes(24).toString('base64url')}`
      const expiresAt = new Date(context.clock.now().getTime() + hours * 3600_000)
      await db.joinToken.create({
        data: {
          clusterId,
          hash: joinTokenHash(token),
          createdBy: context.user.displayName,
          expiresAt,
          ...(uses ? { usesLeft: uses } : {}),
        },
      })
      await event(
        { kind: 'Cluster', id: clusterId, name: cluster.name },
        { type: 'cluster.joinTokenCreated', message: `Created a token for hosts to join cluster ${cluster.name}` },
      )
      note({ after: { expiresAt, uses } })
      const names = await db.host.findMany({ select: { name: true } })
      return { token, expiresAt: expiresAt.toISOString(), firstNumber: firstFreeNumber(names.map(({ name }) => name)) }
    },
  )
