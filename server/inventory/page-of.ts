import { badRequest } from '#domain/errors.ts'
import type { Page, PageQuery } from '#domain/page.ts'
import type { InventoryDatabase } from '../store/inventory-store.ts'
import { INVENTORY_API } from '../store/inventory-store.ts'

const MOST = 500
const USUAL = 100

/** The revision of the inventory's log now ("0" before the first write). Read it before the rows: following from it misses nothing. */
export const inventoryRevision = async (read: InventoryDatabase): Promise<string> =>
  String((await read.apiRevision.findUnique({ where: { api: INVENTORY_API } }))?.revision ?? 0)

/** The window of a query, checked: BadRequest when it is no window. */
export const windowOf = ({ offset = 0, limit = USUAL }: PageQuery): { offset: number; limit: number } => {
  if (!Number.isInteger(offset) || offset < 0) throw badRequest(`offset must be a whole number from 0, not ${offset}`)
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) throw badRequest(`limit must be from 1 to ${MOST}, not ${limit}`)
  return { offset, limit }
}

/** Refuses a field that a list does not have, naming those it has. */
export const checkField = (use: 'sort' | 'filter', field: string, fields: readonly string[]): void => {
  if (!fields.includes(field)) throw badRequest(`can't ${use} by "${field}"; possible are: ${fields.join(', ')}`)
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

const compare = (a: unknown, b: unknown): number => {
  if (a === undefined || a === null || b === undefined || b === null) {
    return (a === undefined || a === null ? 0 : 1) - (b === undefined || b === null ? 0 : 1)
  }
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return collator.compare(String(a), String(b))
}

const field = (row: object, path: string): unknown =>
  path.split('.').reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], row)

/**
 * Filters, sorts and cuts rows that are all in memory. `fields` are the columns that may be sorted and filtered by (`usage.cpuMhz` reaches
 * into a part), the first one being the order when none is asked for; `text` are those that free text is matched against. Ties are
 * broken by id, so that pages are stable.
 */
export const pageOf = <Row extends { id: string }>(
  rows: readonly Row[],
  query: PageQuery,
  revision: string,
  { fields, text }: { fields: readonly [string, ...string[]]; text: readonly string[] },
): Page<Row> => {
  const { offset, limit } = windowOf(query)
  const sort = query.sort ?? fields[0]
  checkField('sort', sort, fields)
  const filters = Object.entries(query.filters ?? {}).filter(([, values]) => values.length > 0)
  for (const [name] of filters) checkField('filter', name, fields)
  const wanted = query.q?.trim().toLowerCase()
  const found = rows.filter(
    (row) =>
      filters.every(([name, values]) => values.includes(String(field(row, name) ?? ''))) &&
      (!wanted ||
        text.some((name) =>
          String(field(row, name) ?? '')
            .toLowerCase()
            .includes(wanted),
        )),
  )
  const sign = query.descending ? -1 : 1
  found.sort((a, b) => sign * compare(field(a, sort), field(b, sort)) || collator.compare(a.id, b.id))
  return { rows: found.slice(offset, offset + limit), total: found.length, revision }
}
