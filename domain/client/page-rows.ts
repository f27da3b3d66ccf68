import { badRequest } from '#domain/errors.ts'
import type { Page, PageQuery } from '#domain/page.ts'

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/**
 * One window of rows that are all in memory, filtered, sorted and cut as `query` says. Any field of a row can be sorted and filtered by;
 * BadRequest for one that a row does not have. Free text is matched against `text`. Ties are broken by id, so that windows are stable.
 */
export const pageRows = <Row extends { id: string }>(
  rows: readonly Row[],
  query: PageQuery,
  revision: string,
  { usual, descending = false, text }: { usual: keyof Row & string; descending?: boolean; text: readonly (keyof Row & string)[] },
): Page<Row> => {
  const { offset = 0, limit = 100, sort = usual, q = '', filters = {} } = query
  const sample = rows[0]
  for (const field of [sort, ...Object.keys(filters)]) {
    if (sample && !(field in sample)) throw badRequest(`can't sort or filter by "${field}"`)
  }
  const value = (row: Row, field: string) => row[field as keyof Row]
  const wanted = q.trim().toLowerCase()
  const chosen = Object.entries(filters).filter(([, values]) => values.length > 0)
  const found = rows.filter(
    (row) =>
      chosen.every(([field, values]) => values.includes(String(value(row, field) ?? ''))) &&
      (!wanted ||
        text.some((field) =>
          String(value(row, field) ?? '')
            .toLowerCase()
            .includes(wanted),
        )),
  )
  const sign = (query.sort ? query.descending : descending) ? -1 : 1
  const compare = (a: unknown, b: unknown) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a ?? ''), String(b ?? ''))
  found.sort((a, b) => sign * compare(value(a, sort), value(b, sort)) || collator.compare(a.id, b.id))
  return { rows: found.slice(offset, offset + limit), total: found.length, revision }
}
