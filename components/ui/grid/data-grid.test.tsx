import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { DataGrid, type DataGridProps } from './data-grid.tsx'
import { defaultGridState } from './grid-state.ts'

interface Host {
  id: string
  name: string
}
const hosts = Array.from({ length: 10_000 }, (_, at): Host => ({ id: `host-${at}`, name: `esx-${at}` }))
const columns = [
  { id: 'name', header: 'Name', sortable: true, fixed: true, cell: (host: Host) => host.name, text: (host: Host) => host.name },
]

const draw = (more: Partial<DataGridProps<Host>>) =>
  renderToStaticMarkup(
    <DataGrid
      label="Hosts"
      columns={columns}
      rows={hosts}
      total={hosts.length}
      state={defaultGridState}
      onStateChange={() => undefined}
      rowKey={(host) => host.id}
      {...more}
    />,
  )
const count = (markup: string, part: string) => markup.split(part).length - 1

test('ten thousand rows are a few elements, and screen readers still hear how many there are', () => {
  const markup = draw({})
  expect(count(markup, 'data-row=')).toBeGreaterThan(10)
  expect(count(markup, 'data-row=')).toBeLessThanOrEqual(80)
  expect(markup).toContain('aria-rowcount="10001"')
  expect(markup).toContain('aria-rowindex="2"')
})

test('a later page counts on from where it is', () => {
  const markup = draw({ rows: hosts.slice(200, 210), state: { ...defaultGridState, offset: 200 } })
  expect(markup).toContain('aria-rowindex="202"')
  expect(markup).toContain('201 - 210 of 10\u202f000 items')
})

test('the sorted column says so, and the others say that they can be', () => {
  expect(draw({ state: { ...defaultGridState, sort: 'name', dir: 'desc' } })).toContain('aria-sort="descending"')
  expect(draw({})).toContain('aria-sort="none"')
})

test.each<[string, Partial<DataGridProps<Host>>, string]>([
  ['nothing there', {}, 'No items found'],
  ['its own words for nothing', { emptyState: 'No host has joined yet' }, 'No host has joined yet'],
  ['filtered away', { state: { ...defaultGridState, q: 'x' } }, 'Nothing matches'],
  ['not allowed', { error: 'Needs System.Read', forbidden: true }, 'You may not see this list'],
  ['failed', { error: 'The control plane does not answer.' }, 'The control plane does not answer.'],
])('an empty grid: %s', (_, more, text) => expect(draw({ rows: [], total: 0, ...more })).toContain(text))

test.each<[string, Partial<DataGridProps<Host>>]>([
  ['before the first answer', { loading: true }],
  ['when there was none', { error: 'The control plane does not answer.' }],
])('%s nothing is counted', (_, more) => {
  expect(draw({ rows: [], total: 0 })).toContain('>0 items<')
  expect(draw({ rows: [], total: 0, ...more })).not.toContain('>0 items<')
})

test('rows that are shown stay when a refresh fails, with the error above them', () => {
  const markup = draw({ error: 'The control plane does not answer.' })
  expect(markup).toContain('role="alert"')
  expect(count(markup, 'data-row=')).toBeGreaterThan(10)
})

test('selection and row menus appear only when somebody handles them', () => {
  expect(draw({})).not.toContain('Select row')
  const markup = draw({ selection: new Set(['host-1']), onSelectionChange: () => undefined, rowMenu: () => [] })
  expect(count(markup, 'aria-selected="true"')).toBe(1)
  expect(markup).toContain('Row actions')
  expect(markup).toContain('1 selected')
})
