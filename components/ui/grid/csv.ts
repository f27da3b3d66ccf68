import type { Column } from './column.ts'

/** Rows as csv (RFC 4180) with a header line; only columns that can say their cell as text. */
export function gridCsv<Row>(columns: Column<Row>[], rows: Row[]): string {
  const told = columns.filter((column) => column.text)
  const lines = [told.map((column) => column.header), ...rows.map((row) => told.map((column) => column.text?.(row) ?? ''))]
  return lines
    .map((line) => line.map(csvField).join(','))
    .join('\r\n')
    .concat('\r\n')
}

/**
 * One field. A text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV Injection"); numbers stay numbers.
 */
export function csvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
