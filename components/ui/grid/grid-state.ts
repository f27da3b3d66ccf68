/** A column as the visitor has chosen it: its place in the list is its place on screen. */
export interface ColumnChoice {
  id: string
  /** Pixels, once it was resized. */
  width?: number
}

/** What a grid shows of the whole. It lives in the URL, and the server answers exactly this. */
export interface GridState {
  /** Free text, matched by the server. */
  q: string
  sort: string | null
  dir: 'asc' | 'desc'
  /** Column id to the allowed values (choices) or the one searched text. */
  filters: Record<string, string[]>
  /** null means the grid's own columns. */
  columns: ColumnChoice[] | null
  offset: number
  limit: number
}

/** Nothing searched, sorted or filtered; the first hundred rows. */
export const defaultGridState: GridState = { q: '', sort: null, dir: 'asc', filters: {}, columns: null, offset: 0, limit: 100 }

const LARGEST_PAGE = 1000

/**
 * Reads a grid's state from a query string: `q=web&sort=-age&f=status:Running,Pending&cols=name,cpu~120&offset=100`.
 * Whatever is missing or nonsense is taken from `defaults`, so a URL edited by hand cannot break a page.
 * A prefix keeps two grids on one page apart.
 */
export function gridStateFromParams(params: URLSearchParams, defaults: GridState = defaultGridState, prefix = ''): GridState {
  const get = (name: string) => params.get(prefix + name)
  const sort = get('sort')
  const filters: Record<string, string[]> = {}
  for (const part of params.getAll(`${prefix}f`)) {
    const colon = part.indexOf(':')
    const values =
      colon > 0
        ? part
            .slice(colon + 1)
            .split(',')
            .map(decode)
            .filter(Boolean)
        : []
    if (values.length > 0) filters[decode(part.slice(0, colon))] = values
  }
  const columns = get('cols')?.split(',').filter(Boolean).map(readColumn)
  return {
    q: get('q') ?? defaults.q,
    sort: sort ? sort.replace(/^-/, '') : defaults.sort,
    dir: sort ? (sort.startsWith('-') ? 'desc' : 'asc') : defaults.dir,
    filters: params.has(`${prefix}f`) ? filters : defaults.filters,
    columns: columns?.length ? columns : defaults.columns,
    offset: readCount(get('offset'), defaults.offset),
    limit: Math.min(LARGEST_PAGE, readCount(get('limit'), defaults.limit) || defaults.limit),
  }
}

/** Writes a state into a copy of `base`: foreign parameters stay, and what equals the defaults is left out to keep links short. */
export function gridStateToParams(
  state: GridState,
  base = new URLSearchParams(),
  defaults: GridState = defaultGridState,
  prefix = '',
): URLSearchParams {
  const params = new URLSearchParams(base)
  const set = (name: string, value: string | null) => {
    params.delete(prefix + name)
    if (value !== null) params.set(prefix + name, value)
  }
  set('q', state.q === defaults.q ? null : state.q)
  const sorted = state.sort !== defaults.sort || state.dir !== defaults.dir
  set('sort', sorted && state.sort ? (state.dir === 'desc' ? '-' : '') + state.sort : null)
  params.delete(`${prefix}f`)
  for (const [column, values] of Object.entries(state.filters))
    if (values.length > 0) params.append(`${prefix}f`, `${encode(column)}:${values.map(encode).join(',')}`)
  set(
    'cols',
    state.columns
      ? state.columns.map(({ id, width }) => (width ? `${encode(id)}~${Math.round(width)}` : encode(id))).join(',')
      : null,
  )
  set('offset', state.offset === defaults.offset ? null : String(state.offset))
  set('limit', state.limit === defaults.limit ? null : String(state.limit))
  return params
}

/** What a grid asks of the server, as one comparable text: columns are only looks and do not count. */
export const gridQueryKey = (state: GridState): string => gridStateToParams({ ...state, columns: null }).toString()

// Only our own separators are escaped a second time, so ordinary values stay readable in the address bar.
const encode = (text: string) => text.replace(/[%,:~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
const decode = (text: string) =>
  text.replace(/%(25|2C|3A|7E)/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

function readColumn(part: string): ColumnChoice {
  const [id = '', width] = part.split('~')
  const pixels = Number(width)
  return width && pixels >= 24 && pixels <= 4000 ? { id: decode(id), width: pixels } : { id: decode(id) }
}

function readCount(text: string | null, fallback: number): number {
  return text && /^\d{1,9}$/.test(text) ? Number(text) : fallback
}
