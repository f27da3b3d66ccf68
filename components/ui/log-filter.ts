/** Turns what was typed into a test for lines: plain text ignores case, `/…/` is a regular expression; `error` says why one cannot be read. */
export function logFilter(typed: string): { matches(text: string): boolean; error?: string } {
  const text = typed.trim()
  if (!text) return { matches: () => true }
  const pattern = /^\/(.+)\/(i?)$/.exec(text)
  if (pattern) {
    try {
      const expression = new RegExp(pattern[1] ?? '', pattern[2])
      return { matches: (line) => expression.test(line) }
    } catch (thrown) {
      return { matches: () => true, error: thrown instanceof Error ? thrown.message : String(thrown) }
    }
  }
  const wanted = text.toLocaleLowerCase()
  return { matches: (line) => line.toLocaleLowerCase().includes(wanted) }
}
