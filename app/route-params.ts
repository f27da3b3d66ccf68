import { notFound } from 'next/navigation'
import { pageQuery } from '#components/live/first-page.ts'
import { gridStateFromParams } from '#components/ui/grid/grid-state.ts'
import type { PageQuery } from '#domain/page.ts'
import { type PageKind, readTab } from './object-tabs.ts'

/** What stands behind the question mark. */
export interface SearchParams {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** The parameters of an object's page: the id, and the tab with what stands below it. */
export interface ObjectParams extends SearchParams {
  params: Promise<{ id: string; tab?: string[] }>
}

/** The window of the page's list, as the browser's grid will read it from the same URL. */
export const readWindow = async ({ searchParams }: SearchParams): Promise<PageQuery> => {
  const params = new URLSearchParams()
  for (const [name, value = []] of Object.entries(await searchParams))
    for (const each of [value].flat()) params.append(name, each)
  return pageQuery(gridStateFromParams(params))
}

/** Decoded id, tab, section and window; Summary when the URL names no tab, and Not Found for one that the kind does not have. */
export const readParams = async (
  props: ObjectParams,
  kind: PageKind,
): Promise<{ id: string; tab: string; section: string | undefined; window: PageQuery }> => {
  const { id, tab = [] } = await props.params
  return { id: decodeURIComponent(id), ...(readTab(kind, tab) ?? notFound()), window: await readWindow(props) }
}
