import { expect, test } from 'vitest'
import { csvField, gridCsv } from './csv.ts'

test.each([
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  ['-3.5', '-3.5'],
  ['+46', '+46'],
  ['=1+1', "'=1+1"],
  ['@cmd', "'@cmd"],
  ['-rf', "'-rf"],
  ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
])('%s', (text, field) => expect(csvField(text)).toBe(field))

test('a header line, one line per row, and only columns that have a text', () => {
  const columns = [
    { id: 'n', header: 'Name', cell: (row: { n: string }) => row.n, text: (row: { n: string }) => row.n },
    { id: 'g', header: 'Graph', cell: () => null },
    { id: 'l', header: 'Length', cell: () => null, text: (row: { n: string }) => String(row.n.length) },
  ]
  expect(gridCsv(columns, [{ n: 'a' }, { n: 'b,c' }])).toBe('Name,Length\r\na,1\r\n"b,c",3\r\n')
})
