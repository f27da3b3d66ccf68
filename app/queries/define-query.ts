import { z } from 'zod'
import type { QueryArgs, QueryName, QueryValue } from '#domain/client/queries.ts'
import type { controlPlane } from '#server/control-plane.ts'
import type { SessionUser } from '../session.ts'

/** The running control plane. */
export type Plane = Awaited<ReturnType<typeof controlPlane>>

/** What a query is answered from: the parts of the control plane, as the user. */
export interface QueryContext {
  plane: Plane
  user: SessionUser
  /** The session that a change comes by. */
  sessionId?: string
  inventory: ReturnType<Plane['inventory']['as']>
}

export interface QueryDefinition<Name extends QueryName> {
  schema: z.ZodType<QueryArgs<Name>>
  run(context: QueryContext, args: QueryArgs<Name>): Promise<QueryValue<Name>>
}

/** The window of a list; the doors refuse fields and sizes they don't know. */
export const PAGE = {
  offset: z.int().min(0).optional(),
  limit: z.int().min(1).max(500).optional(),
  sort: z.string().max(60).optional(),
  descending: z.boolean().optional(),
  q: z.string().max(200).optional(),
  filters: z.record(z.string().max(60), z.array(z.string().max(200)).max(50)).optional(),
}

export const ID = z.string().min(1).max(100)
export const BY_ID = z.strictObject({ id: ID })
export const NO_ARGS = z.strictObject({}) as z.ZodType<Record<string, never>>
export const SCOPE = { supervisorId: ID, namespace: z.string().max(63).optional() }
export const POD = { supervisorId: ID, namespace: z.string().min(1).max(63), name: z.string().min(1).max(253) }
