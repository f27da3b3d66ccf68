import type { Pool } from 'pg'
import type { KubeObject } from '#domain/kube/object.ts'
import { databaseError } from './database-error.ts'
import { INVENTORY_API } from './inventory-store.ts'
import type { Change } from './object-store.ts'
import type { ObjectText } from './object-text.ts'

/** A change as the log has it: the texts are parsed when somebody first looks, once for all who do. */
export interface LoggedChange extends Change {
  position: number
  text: string
}

type Row = [
  revision: string,
  kind: string,
  namespace: string,
  name: string,
  operation: Change['operation'],
  text: string,
  previousRevision: string | null,
  previousText: string | null,
]

const PAGE = 500

// What came before is looked up only when it is older than $3: later ones the caller still has.
const SQL = `SELECT c.revision, c.kind, c.namespace, c.name, c.operation, c.object, c."previousRevision", p.object
  FROM "Change" c LEFT JOIN LATERAL (
    SELECT b.object FROM "Change" b WHERE b.api = c.api AND b.revision = c."previousRevision" AND b.revision <= $3 LIMIT 1
  ) p ON true
  WHERE c.api = $1 AND c.revision > $2 ORDER BY c.revision LIMIT ${PAGE}`

/**
 * The next page (up to 500) of the log of `api` after a revision, in order. `recent` gives the text of a change the caller holds, all of
 * them later than `recentAfter`.
 */
export async function readLog(
  { pool, text }: { pool: Pool; text: ObjectText },
  api: string,
  after: number,
  { recentAfter, recent }: { recentAfter: number; recent(position: number): string | undefined },
): Promise<LoggedChange[]> {
  const query = { name: 'read_log', text: SQL, values: [api, after, recentAfter], rowMode: 'array' as const }
  const { rows } = await pool.query<Row>(query).catch((error: unknown) => {
    throw databaseError(error, 'Try again.')
  })
  const page = new Map(rows.map((row) => [Number(row[0]), row[5]]))
  return rows.map((row) => {
    const before = row[6] === null ? undefined : Number(row[6])
    const previousText = before === undefined ? undefined : (row[7] ?? page.get(before) ?? recent(before))
    return toChange(api, row, previousText, text)
  })
}

function toChange(api: string, row: Row, previousText: string | undefined, text: ObjectText): LoggedChange {
  const [revision, kind, namespace, name, operation, body, previousRevision] = row
  const parse = (from: string, at: string) => (api === INVENTORY_API ? text.readPlain(from) : text.read(from, at))
  let object: KubeObject | undefined
  let previous: KubeObject | undefined
  return {
    api,
    revision,
    kind,
    namespace,
    name,
    operation,
    position: Number(revision),
    text: body,
    get object() {
      object ??= parse(body, revision)
      return object
    },
    get previous() {
      if (previousText !== undefined) previous ??= parse(previousText, previousRevision as string)
      return previous
    },
  }
}

/** The newest revision of each of `apis`, and up to where its log has been trimmed. Apis nobody wrote to are missing. */
export async function readHeads(pool: Pool, apis: readonly string[]): Promise<Map<string, { head: number; trimmedTo: number }>> {
  const sql = 'SELECT api, revision, "trimmedTo" FROM "ApiRevision" WHERE api = ANY ($1)'
  const { rows } = await pool
    .query<[string, string, string]>({ name: 'read_heads', text: sql, values: [apis], rowMode: 'array' })
    .catch((error: unknown) => {
      throw databaseError(error, 'Try again.')
    })
  return new Map(rows.map(([api, head, trimmedTo]) => [api, { head: Number(head), trimmedTo: Number(trimmedTo) }]))
}
