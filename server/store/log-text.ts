/** JSON of an inventory row for the log: dates as ISO text, whole numbers beyond 2^53 as text, the others as numbers. */
export const logText = (row: unknown): string =>
  JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? plainNumber(value) : value))

const NOT_STORABLE = /(\\\\)|\\u0000|\\ud[89a-f][0-9a-f]{2}/g

/**
 * The same for jsonb, which can't hold the character 0 or half of a surrogate pair (JSON.stringify escapes both, and nothing else so); a
 * request that is refused may well carry them. https://www.postgresql.org/docs/current/datatype-json.html
 */
export const jsonbText = (row: unknown): string =>
  logText(row).replace(NOT_STORABLE, (found, backslash: string | undefined) => backslash ?? (found === '\\u0000' ? '' : '\ufffd'))

const plainNumber = (value: bigint): number | string => (Number.isSafeInteger(Number(value)) ? Number(value) : String(value))
