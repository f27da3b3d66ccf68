import { defaultGridState, type GridState } from '#components/ui/grid/grid-state.ts'
import type { PageQuery } from '#domain/page.ts'

/** The window of a list as the server is asked for it: the grid's sorting column ids are the rows' field names. */
export const pageQuery = ({ q, sort, dir, filters, offset, limit }: GridState): PageQuery => ({
  offset,
  limit: Math.min(limit, 500),
  ...(q ? { q } : {}),
  ...(sort ? { sort, descending: dir === 'desc' } : {}),
  ...(Object.keys(filters).length > 0 ? { filters } : {}),
})

/** The first window, as a page's first paint asks for it. */
export const firstPage: PageQuery = pageQuery(defaultGridState)
