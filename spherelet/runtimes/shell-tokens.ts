/** A word, its quotes taken off and its variables filled in, or an operator. */
export type Token = { word: string } | { operator: string }

/** Why the simulator can't read a shell command: the end of a sentence that begins with "it uses". */
export class Unreadable extends Error {
  constructor(what: string) {
    super(what)
    this.name = 'Unreadable'
  }
}

/** Stands for the time at which it is printed. */
export const DATE = '\u0000date'

const SUBSTITUTION = 'command substitution ("$()")'

const OPERATORS = ['&&', '||', '>>', ';', '\n', '|', '&', '>', '<', '(', ')']

const REFUSED: Record<string, string> = {
  '|': 'a pipe ("|")',
  '&': 'a background command ("&")',
  '<': 'an input redirection ("<")',
  '(': 'a subshell',
  ')': 'a subshell',
}

/** Reads one segment of text in which `$` counts. */
const expand = (text: string, env: Record<string, string>): string => {
  const dated = text.replaceAll('$(date)', DATE)
  if (/\$\(|`/.test(dated)) throw new Unreadable(SUBSTITUTION)
  const special = /\$([?!$#@*0-9])|\$\{[^}]*[^A-Za-z0-9_}][^}]*\}/.exec(dated)
  if (special) throw new Unreadable(`the parameter ${special[0]}`)
  return dated.replace(/\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?/g, (_, name: string) => env[name] ?? '')
}

const SEGMENT = /^(?:'([^']*)'|"((?:[^"\\]|\\.)*)"|\\([\s\S])|(\$\(date\))|((?:(?!\$\()[^\s'"\\;&|<>()])+))/

/** The tokens of a shell command; Unreadable when it uses what is not simulated. */
export const shellTokens = (text: string, env: Record<string, string>): Token[] => {
  const tokens: Token[] = []
  let rest = text.replaceAll('\\\n', ' ')
  while (rest !== '') {
    const space = /^(?:[ \t]+|#[^\n]*)/.exec(rest)?.[0]
    if (space) {
      rest = rest.slice(space.length)
      continue
    }
    const descriptor = /^([12])?(>>?)(&[12])?/.exec(rest)
    if (descriptor?.[2]) {
      tokens.push({ operator: descriptor[0] })
      rest = rest.slice(descriptor[0].length)
      continue
    }
    const operator = OPERATORS.find((each) => rest.startsWith(each))
    if (operator) {
      if (REFUSED[operator]) throw new Unreadable(REFUSED[operator])
      tokens.push({ operator })
      rest = rest.slice(operator.length)
      continue
    }
    let word = ''
    for (let match = SEGMENT.exec(rest); match; match = SEGMENT.exec(rest)) {
      const [all, single, double, escaped, date, bare] = match
      word += single ?? escaped ?? (date ? DATE : expand(double?.replace(/\\(["\\])/g, '$1') ?? bare ?? '', env))
      rest = rest.slice(all.length)
    }
    if (rest.startsWith('$(')) throw new Unreadable(SUBSTITUTION)
    if (/^['"\\]/.test(rest)) throw new Unreadable('a quote that does not end')
    tokens.push({ word })
  }
  return tokens
}
