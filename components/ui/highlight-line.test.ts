import { expect, test } from 'vitest'
import { type CodePiece, highlightLine } from './highlight-line.ts'

const kinds = (pieces: CodePiece[]) =>
  pieces.filter((piece) => piece.kind !== 'plain').map((piece) => `${piece.kind} ${piece.text}`)

test.each([
  ['yaml', 'kind: Pod', ['key kind']],
  ['yaml', '  - name: "web"', ['key name', 'string "web"']],
  ['yaml', 'app.kubernetes.io/name: web', ['key app.kubernetes.io/name']],
  ['yaml', 'replicas: 3 # three', ['key replicas', 'number 3', 'comment  # three']],
  ['yaml', '  # a note: here', ['comment   # a note: here']],
  ['yaml', 'url: https://example.com:8080/a', ['key url']],
  ['yaml', 'cpu: 500m', ['key cpu']],
  ['yaml', '- just text', []],
  ['json', '  "replicas": 3,', ['key "replicas"', 'number 3']],
  ['json', '  "a": "b \\" c"', ['key "a"', 'string "b \\" c"']],
  ['text', 'kind: Pod', []],
] as const)('%s: %s', (language, line, expected) => expect(kinds(highlightLine(line, language))).toEqual(expected))

test('the pieces are always the line itself', () => {
  for (const line of ['', '   ', ':::', 'a: "unclosed', "- 'x", '{"a": [1, 2]}', '\t- key:\tvalue'])
    for (const language of ['yaml', 'json', 'text'] as const)
      expect(
        highlightLine(line, language)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(line)
})
