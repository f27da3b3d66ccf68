import type { Pool } from 'pg'
import type { Requirement } from '#domain/kube/labels.ts'
import { databaseError } from './database-error.ts'
import type { ListQuery, ObjectList } from './object-store.ts'
import type { ObjectText } from './object-text.ts'

type Row = [head: string, total: string | null, namespace: string | null, name: string, revision: string, body: string]

/**
 * Lists in (namespace, name) order, names compared by their bytes. The revision is read in the same statement, hence in the same
 * snapshot: watching from it misses nothing and repeats nothing.
 */
export async function listObjects(pool: Pool, text: ObjectText, query: ListQuery): Promise<ObjectList> {
  const { sql, values } = listStatement(query)
  const { rows } = await pool
    .query<Row>({ text: sql, values, rowMode: 'array', ...(query.labels?.length ? {} : { name: statementName(sql) }) })
    .catch((error: unknown) => {
      throw databaseError(error, 'Try again.')
    })
  const [head, total] = rows[0] as Row
  const found = rows.filter((row) => row[2] !== null)
  const page = query.limit === undefined ? found : found.slice(0, query.limit)
  const last = page.at(-1)
  const more = found.length > page.length && last !== undefined
  return {
    items: page.map(([, , , , revision, body]) => text.read(body, revision)),
    revision: head,
    ...(more ? { next: { namespace: last[2] as string, name: last[3] } } : {}),
    ...(more && total !== null ? { remaining: Number(total) - page.length } : {}),
  }
}

/** Few shapes of query exist, so each may stay prepared on its connection. */
const statementName = (sql: string): string => {
  const known = names.get(sql) ?? `list_${names.size}`
  names.set(sql, known)
  return known
}
const names = new Map<string, string>()

function listStatement({ api, resource, namespace, name, host, labels = [], limit, after }: ListQuery): {
  sql: string
  values: unknown[]
} {
  const values: unknown[] = [api, resource]
  const value = (v: unknown) => `$${values.push(v)}`
  const where = ['api = $1', 'resource = $2']
  if (namespace !== undefined) where.push(`namespace = ${value(namespace)}`)
  if (name !== undefined) where.push(`name = ${value(name)}`)
  if (host !== undefined) where.push(`host = ${value(host)}`)
  for (const requirement of labels) where.push(labelCondition(requirement, value))
  if (after) where.push(`(namespace, name) > (${value(after.namespace)}, ${value(after.name)})`)
  // Kubernetes tells how many remain only when no selector is in the way; counting for one would read every row.
  const counted = limit !== undefined && labels.length === 0 && host === undefined
  const total = counted ? `(SELECT count(*) FROM "KubeObject" WHERE ${where.join(' AND ')})` : 'NULL'
  const page = limit === undefined ? '' : `LIMIT ${value(limit + 1)}`
  const sql = `SELECT head.revision, ${total}, o.namespace, o.name, o.revision, o.body
    FROM (SELECT coalesce((SELECT revision FROM "ApiRevision" WHERE api = $1), 0) AS revision) head
    LEFT JOIN LATERAL (
      SELECT namespace, name, revision, body FROM "KubeObject" WHERE ${where.join(' AND ')} ORDER BY namespace, name ${page}
    ) o ON true ORDER BY o.namespace, o.name`
  return { sql, values }
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors: NotIn also selects objects without the label. */
function labelCondition({ key, operator, values = [] }: Requirement, value: (v: unknown) => string): string {
  const label = `labels ->> ${value(key)}`
  if (operator === 'Exists') return `${label} IS NOT NULL`
  if (operator === 'DoesNotExist') return `${label} IS NULL`
  const isOneOf = `coalesce(${label} = ANY (${value(values)}), false)`
  return operator === 'In' ? isOneOf : `NOT ${isOneOf}`
}
