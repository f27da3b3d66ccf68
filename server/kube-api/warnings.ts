/** Characters of all warnings of an answer together, as in Kubernetes: a client's room for headers is small. */
const TOTAL = 4 * 1024

/** As a header can carry it: the bytes of its UTF-8, which clients read as such, and no character that no header may have. */
const headerText = (text: string): string => Buffer.from(text.replaceAll('\u007f', '')).toString('latin1')

/**
 * What is said in an answer's `Warning:` headers, each once; what is over the limit is left out.
 * https://kubernetes.io/blog/2020/09/03/warnings/
 */
export const warningHeaders = (warnings: readonly string[]): string[] => {
  let total = 0
  return [...new Set(warnings)]
    .filter((warning) => {
      total += warning.length
      return total <= TOTAL
    })
    .map((warning) => headerText(`299 - ${JSON.stringify(warning)}`))
}
