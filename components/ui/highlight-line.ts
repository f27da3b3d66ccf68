export type CodeLanguage = 'yaml' | 'json' | 'text'

export interface CodePiece {
  kind: 'key' | 'string' | 'number' | 'comment' | 'plain'
  text: string
}

const YAML_KEY = /^(\s*(?:- )*)((?:"[^"]*"|'[^']*'|[^\s#:'"][^:#]*?))(:)(?=\s|$)/
const VALUE =
  /("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')|((?<=^|[\s,[{])(?:-?\d+(?:\.\d+)?|true|false|null)(?=$|[\s,\]}]))|(\s#.*$|^#.*$)/g

/** Splits one line into coloured pieces. The pieces joined are always the line itself; colours only help the eye. */
export function highlightLine(line: string, language: CodeLanguage): CodePiece[] {
  if (language === 'text' || line === '') return [{ kind: 'plain', text: line }]
  if (language === 'json') {
    const key = /^(\s*)("(?:[^"\\]|\\.)*")(\s*:)/.exec(line)
    if (!key) return values(line)
    return [
      ...plain(key[1] ?? ''),
      { kind: 'key', text: key[2] ?? '' },
      ...plain(key[3] ?? ''),
      ...values(line.slice(key[0].length)),
    ]
  }
  if (/^\s*#/.test(line)) return [{ kind: 'comment', text: line }]
  const key = YAML_KEY.exec(line)
  if (!key) return values(line)
  return [
    ...plain(key[1] ?? ''),
    { kind: 'key', text: key[2] ?? '' },
    ...plain(key[3] ?? ''),
    ...values(line.slice(key[0].length)),
  ]
}

const plain = (text: string): CodePiece[] => (text ? [{ kind: 'plain', text }] : [])

function values(text: string): CodePiece[] {
  const pieces: CodePiece[] = []
  let done = 0
  for (const match of text.matchAll(VALUE)) {
    pieces.push(...plain(text.slice(done, match.index)))
    pieces.push({ kind: match[1] ? 'string' : match[2] ? 'number' : 'comment', text: match[0] })
    done = match.index + match[0].length
  }
  return [...pieces, ...plain(text.slice(done))]
}
