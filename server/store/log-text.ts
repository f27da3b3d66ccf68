/** JSON of an inventory row for the log: dates as ISO text, whole numbers beyond 2^53 as text, the others as numbers. */
export const logText = (row: unknown): string =>
  JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? plainNumber(value) : value))

/** The row as it reads back from the log, safe for JSON columns. */
export const logValue = (row: unknown): unknown => (row === undefined ? undefined : JSON.parse(logText(row)))

const plainNumber = (value: bigint): number | string => (Number.isSafeInteger(Number(value)) ? Number(value) : String(value))
