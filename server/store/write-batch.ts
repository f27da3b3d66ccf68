import type { ClientBase, Pool } from 'pg'
import { StatusError } from '#domain/errors.ts'
import { databaseError } from './database-error.ts'
import { INVENTORY_API } from './inventory-store.ts'
import type { Charge, ObjectWrite, WriteOutcome } from './object-store.ts'
import { type ObjectText, withRevision } from './object-text.ts'
import type { QueuedWrite } from './write-queue.ts'

/** What the SQL function `write_objects` answers (prisma/migrations/0002_rules_and_log). */
interface Answer {
  head: string
  verdicts: string
  refused: string | null
  exceeded: string | null
}

interface AccountCharge extends Charge {
  /** The place of the write in the batch, from 1. */
  write: number
  /** The place of (namespace, resource) in `accounts`, from 1. */
  account: number
}

const SQL = `SELECT head, verdicts, refused, exceeded
  FROM write_objects($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20)`

// The same with writes of the inventory's controllers among the others: an old epoch of theirs ($21) becomes one that every api refuses. The
// inventory's counter stays locked until the batch is kept, so that no take-over comes in between.
const WITH_INVENTORY_EPOCHS = `WITH inventory AS MATERIALIZED (SELECT epoch FROM "ApiRevision" WHERE api = $22 FOR SHARE)
  SELECT head, verdicts, refused, exceeded
  FROM write_objects($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,
    (SELECT array_agg(CASE WHEN w.inventory_epoch < (SELECT epoch FROM inventory) THEN -1 ELSE w.epoch END ORDER BY w.i)
     FROM unnest($14::bigint[], $21::bigint[]) WITH ORDINALITY AS w (epoch, inventory_epoch, i)),
    $15,$16,$17,$18,$19,$20)`

/**
 * Writes a batch (one api, no key twice) in one transaction, each write with its own outcome. When the database refuses the batch because of
 * what one of the writes holds, they are tried one by one and only that one throws.
 */
export async function writeBatch(
  db: Pool | ClientBase,
  text: ObjectText,
  batch: readonly QueuedWrite[],
): Promise<WriteOutcome[]> {
  const charges = gatherCharges(batch.map(({ write }) => write))
  const values = [...writeColumns(batch), ...charges.columns]
  const epochs = batch.map(({ write }) => write.inventoryEpoch ?? null)
  const statement = epochs.every((epoch) => epoch === null)
    ? { name: 'write_objects', text: SQL, values }
    : { name: 'write_objects_of_inventory', text: WITH_INVENTORY_EPOCHS, values: [...values, epochs, INVENTORY_API] }
  const { rows } = await db.query<Answer>(statement).catch((error: unknown) => {
    throw databaseError(error, 'The write may or may not have been kept: read before you try again.')
  })
  return outcomes(rows[0] as Answer, batch, charges.charges, text)
}

/** JSON text can't contain it: JSON.stringify escapes control characters. */
const SEPARATOR = '\u001f'

function writeColumns(batch: readonly QueuedWrite[]): unknown[] {
  const column = (pick: (write: ObjectWrite) => unknown) => batch.map(({ write }) => pick(write) ?? null)
  return [
    batch[0]?.write.key.api,
    column(({ operation }) => operation[0]),
    column(({ key }) => key.resource),
    column(({ key }) => key.namespace),
    column(({ key }) => key.name),
    column(({ object }) => object.metadata.uid ?? ''),
    batch.map(({ body }) => body).join(SEPARATOR),
    column(({ object }) => object.spec?.nodeName || undefined),
    column(({ object }) => object.status?.phase),
    column(({ object }) => object.metadata.ownerReferences?.map(({ uid }) => uid).join(',')),
    batch.map(({ write }) => JSON.stringify(write.object.metadata.labels ?? {})).join(SEPARATOR),
    column(({ expectedRevision }) => expectedRevision),
    column(({ expectedUid }) => expectedUid),
    column(({ epoch }) => epoch),
  ]
}

/** The charges of a batch, with the usage rows they touch named once each. */
function gatherCharges(writes: readonly ObjectWrite[]): { columns: unknown[]; charges: AccountCharge[] } {
  const accounts = new Map<string, { namespace: string; resource: string; place: number }>()
  const charges = writes.flatMap(({ key: { namespace }, charges = [] }, i) =>
    charges.map((charge): AccountCharge => {
      const id = `${namespace}/${charge.resource}`
      const account = accounts.get(id) ?? { namespace, resource: charge.resource, place: accounts.size + 1 }
      accounts.set(id, account)
      return { ...charge, write: i + 1, account: account.place }
    }),
  )
  const named = [...accounts.values()]
  const hards = charges.map(({ limits }) => Math.min(...limits.map(({ hard }) => hard)))
  return {
    charges,
    columns: [
      named.map(({ namespace }) => namespace),
      named.map(({ resource }) => resource),
      charges.map(({ write }) => write),
      charges.map(({ account }) => account),
      charges.map(({ delta }) => delta),
      hards.map((hard) => (hard === Number.POSITIVE_INFINITY ? null : hard)),
    ],
  }
}

const REASONS = { e: 'exists', m: 'missing', c: 'conflict', f: 'fenced' } as const

function outcomes(
  answer: Answer,
  batch: readonly QueuedWrite[],
  charges: readonly AccountCharge[],
  text: ObjectText,
): WriteOutcome[] {
  const refused = new Map(
    ((answer.refused ? JSON.parse(answer.refused) : []) as { i: number; revision: string; body: string }[]).map((row) => [
      row.i,
      row,
    ]),
  )
  const exceeded = (answer.exceeded ? JSON.parse(answer.exceeded) : []) as { charge: number; used: number }[]
  let revision = BigInt(answer.head)
  return batch.map(({ write }, i): WriteOutcome => {
    const verdict = answer.verdicts[i]
    if (verdict === 'o') {
      revision += 1n
      return { ok: true, object: withRevision(write.object, String(revision)), revision: String(revision) }
    }
    if (verdict === 'q') return { ok: false, reason: 'quota', exceeded: exceededBy(i + 1, charges, exceeded) }
    const current = refused.get(i + 1)
    return {
      ok: false,
      reason: REASONS[verdict as keyof typeof REASONS],
      ...(current ? { current: text.read(current.body, current.revision) } : {}),
    }
  })
}

const exceededBy = (write: number, charges: readonly AccountCharge[], exceeded: readonly { charge: number; used: number }[]) =>
  exceeded.flatMap(({ charge: place, used }) => {
    const charge = charges[place - 1]
    if (charge?.write !== write) return []
    return charge.limits
      .filter(({ hard }) => used + charge.delta > hard)
      .map(({ quota, hard }) => ({ quota, resource: charge.resource, delta: charge.delta, used, hard }))
  })

/** Throws InternalError for a write the store can't take: these are defects of the caller, and must not fail the batch they would be in. */
export function checkWrite({ key, operation, object, expectedRevision, charges = [] }: ObjectWrite): void {
  const where = `${key.resource} "${key.namespace}/${key.name}"`
  if (operation !== 'create' && !expectedRevision) throw defect(`${operation} of ${where} without expectedRevision`)
  if (object.metadata.name !== key.name || (object.metadata.namespace ?? '') !== key.namespace) {
    throw defect(`${operation} of ${where} with an object named "${object.metadata.namespace ?? ''}/${object.metadata.name}"`)
  }
  const seen = new Set<string>()
  for (const { resource, delta, limits } of charges) {
    if (seen.has(resource)) throw defect(`${where} charges ${resource} twice`)
    seen.add(resource)
    const numbers = [delta, ...limits.map(({ hard }) => hard).filter((hard) => hard !== Number.POSITIVE_INFINITY)]
    if (!numbers.every(Number.isSafeInteger)) throw defect(`${where} charges ${resource} with a number that is no whole number`)
  }
}

const defect = (what: string) => new StatusError('InternalError', `The object store was asked for ${what}.`)
