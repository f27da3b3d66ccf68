import { expect, test } from 'vitest'
import { OBJECT_TABS, type PageKind, readTab, tabsOf } from './object-tabs.ts'

test.each<[PageKind, string[], unknown]>([
  ['host', [], { tab: 'summary', section: undefined }],
  ['host', ['monitor'], { tab: 'monitor', section: undefined }],
  ['host', ['monitor', 'events'], { tab: 'monitor', section: 'events' }],
  ['namespace', ['monitor', 'kubernetes'], { tab: 'monitor', section: 'kubernetes' }],
  ['host', ['nope'], undefined],
  ['host', ['constructor'], undefined],
  ['host', ['monitor', 'kubernetes'], undefined],
  ['host', ['summary', 'more'], undefined],
  ['host', ['monitor', 'events', 'more'], undefined],
  ['vm', ['monitor'], undefined],
])('%s/%j', (kind, parts, found) => expect(readTab(kind, parts)).toEqual(found))

test('every tab of a strip leads somewhere', () => {
  for (const kind of Object.keys(OBJECT_TABS) as PageKind[]) {
    for (const { id, href } of tabsOf(kind, '/page')) {
      expect(href).toBe(`/page/${id}`)
      expect(readTab(kind, [id])).toEqual({ tab: id, section: undefined })
    }
  }
})
