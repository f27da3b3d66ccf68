/** A key that an object holds twice: its path as strict decoding prints it, and where in the text the second one starts. */
export interface DuplicateKey {
  path: string
  at: number
}

type Segment = string | number

const BACKSLASH = 0x5c
/** `,`, `]` and `}` end a number, true, false or null. */
const LITERAL_END = new Set([0x2c, 0x5d, 0x7d])

/** `spec.containers[0].name` from its steps, as Kubernetes' strict decoding errors print paths. */
export const strictPath = (steps: readonly Segment[]): string =>
  steps.reduce<string>(
    (path, step) => (typeof step === 'number' ? `${path}[${step}]` : path === '' ? step : `${path}.${step}`),
    '',
  )

/** Walks valid JSON text and calls `onKey` for each key of each object, in document order; JSON.parse alone forgets repeated keys. */
const scanKeys = (text: string, onKey: (steps: readonly Segment[], seen: Set<string>, at: number) => void): void => {
  const steps: Segment[] = []
  let at = 0
  const skipSpace = () => {
    while (text.charCodeAt(at) <= 0x20) at++
  }
  /** Leaves `at` behind the closing quote and returns the string. */
  const string = (): string => {
    const start = at
    let isEscaped = false
    do {
      const next = text.indexOf('"', at + 1)
      at = next < 0 ? text.length : next
      let slash = at - 1
      while (text.charCodeAt(slash) === BACKSLASH) slash--
      isEscaped = (at - slash) % 2 === 0
    } while (isEscaped && at < text.length)
    at++
    const raw = text.slice(start + 1, at - 1)
    return raw.includes('\\') ? (JSON.parse(text.slice(start, at)) as string) : raw
  }
  const value = (): void => {
    skipSpace()
    const open = text[at]
    if (open === '"') string()
    else if (open === '{' || open === '[') container(open)
    else while (at < text.length && !LITERAL_END.has(text.charCodeAt(at))) at++
  }
  const container = (open: '{' | '['): void => {
    const close = open === '{' ? '}' : ']'
    const seen = new Set<string>()
    at++
    for (let index = 0; at < text.length; index++) {
      skipSpace()
      if (text[at] === close) break
      const start = at
      steps.push(open === '{' ? string() : index)
      if (open === '{') {
        onKey(steps, seen, start)
        skipSpace()
        at++
      }
      value()
      steps.pop()
      skipSpace()
      if (text[at] === ',') at++
    }
    at++
  }
  value()
}

/** Every key that an object of this JSON text holds more than once, in document order. */
export const duplicateKeys = (text: string): DuplicateKey[] => {
  const found: DuplicateKey[] = []
  scanKeys(text, (steps, seen, at) => {
    const key = steps[steps.length - 1] as string
    if (seen.has(key)) found.push({ path: strictPath(steps), at })
    seen.add(key)
  })
  return found
}

/** Where each key path first occurs in this JSON text; for putting problems in document order. */
export const keyOffsets = (text: string): Map<string, number> => {
  const offsets = new Map<string, number>()
  scanKeys(text, (steps, _seen, at) => {
    const path = strictPath(steps)
    if (!offsets.has(path)) offsets.set(path, at)
  })
  return offsets
}
