import type { Page, PageQuery } from '#domain/page.ts'

/** As many rows as the server gives at once. */
const MOST_AT_ONCE = 500

/**
 * Every row of a list that comes in windows, in its order; each once, also when the list moves while it is read. `ask` answers one window.
 */
export const everyRow = async <Row>(
  ask: (window: Pick<PageQuery, 'offset' | 'limit'>) => Promise<Page<Row>>,
  keyOf: (row: Row) => string,
): Promise<Row[]> => {
  const found = new Map<string, Row>()
  for (let offset = 0; ; offset += MOST_AT_ONCE) {
    const { rows, total } = await ask({ offset, limit: MOST_AT_ONCE })
    for (const row of rows) found.set(keyOf(row), row)
    if (rows.length === 0 || offset + rows.length >= total) return [...found.values()]
  }
}
