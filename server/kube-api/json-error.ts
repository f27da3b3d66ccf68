const quoted = (text: string, at: number): string => {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
  return character === "'" ? "'\\''" : `'${character}'`
}

/** What V8 says about damaged JSON, and how Go's encoding/json says the same; clients know the latter. */
const PHRASES: [RegExp, string][] = [
  [/^Expected property name/, 'looking for beginning of object key string'],
  [/^Expected double-quoted property name/, 'looking for beginning of object key string'],
  [/^Expected ':'/, 'after object key'],
  [/^Expected ',' or '}'/, 'after object key:value pair'],
  [/^Expected ',' or ']'/, 'after array element'],
  [/^Unexpected non-whitespace/, 'after top-level value'],
  [/^Bad control character/, 'in string literal'],
  [/^Bad (escaped|Unicode)/, 'in string escape code'],
  [/number/, 'in numeric literal'],
]

/** The reason why `text` is not JSON in the words of Go's decoder: `invalid character 'b' looking for beginning of value`. */
export const goJsonError = (text: string, error: unknown): string => {
  const message = error instanceof Error ? error.message : ''
  if (/Unexpected end|Unterminated/.test(message)) return 'unexpected end of JSON input'
  const position = /position (\d+)/.exec(message)
  const token = /^Unexpected token '(.*?)', /su.exec(message)
  const at = position ? Number(position[1]) : token?.[1] ? text.indexOf(token[1]) : -1
  if (at < 0 || at >= text.length) return 'unexpected end of JSON input'
  const phrase = PHRASES.find(([pattern]) => pattern.test(message))?.[1] ?? 'looking for beginning of value'
  return `invalid character ${quoted(text, at)} ${phrase}`
}
