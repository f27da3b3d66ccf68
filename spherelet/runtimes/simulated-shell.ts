/** One thing a simulated process does, in order. Times in milliseconds. */
export type Step =
  | { do: 'print'; text: string; stream: 'stdout' | 'stderr' }
  | { do: 'sleep'; ms: number }
  | { do: 'exit'; code: number }
  | { do: 'repeat' }

/** What a command will do: its steps, or undefined when the simulator can't read it. */
export type Script = Step[]

const WORDS = /"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s"']+)/g

const words = (text: string, env: Record<string, string>): string[] =>
  [...text.matchAll(WORDS)].map(([, double, single, bare]) => single ?? expand(double ?? bare ?? '', env))

const expand = (text: string, env: Record<string, string>): string =>
  text.replace(/\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?/g, (_, name: string) => env[name] ?? '')

const seconds = (text: string | undefined): number => {
  if (text === 'infinity') return Number.MAX_SAFE_INTEGER
  const [, amount = '0', unit = 's'] = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(text ?? '') ?? []
  return Number(amount) * ({ s: 1, m: 60, h: 3600, d: 86400 }[unit] ?? 1)
}

/** One simple command; undefined when we do not know it. */
const simple = (argv: string[], env: Record<string, string>): Script | undefined => {
  const [command = '', ...args] = argv
  const toStderr = args.includes('>&2') || args.includes('1>&2')
  const plain = args.filter((word) => !/^\d?>(&\d|\/dev\/null)$/.test(word))
  switch (command.split('/').pop()) {
    case 'echo':
      return [
        { do: 'print', text: (plain[0] === '-n' ? plain.slice(1) : plain).join(' '), stream: toStderr ? 'stderr' : 'stdout' },
      ]
    case 'sleep':
      return [{ do: 'sleep', ms: args.reduce((sum, each) => sum + seconds(each) * 1000, 0) }]
    case 'exit':
      return [{ do: 'exit', code: Number(args[0] ?? 0) & 255 }]
    case 'true':
    case ':':
      return []
    case 'false':
      return [{ do: 'exit', code: 1 }]
    case 'date':
      return [{ do: 'print', text: '$(date)', stream: 'stdout' }]
    case 'env':
    case 'printenv':
      return Object.entries(env).map(([name, value]): Step => ({ do: 'print', text: `${name}=${value}`, stream: 'stdout' }))
    case 'sh':
    case 'bash':
    case 'ash':
      return args[0] === '-c' && args[1] !== undefined ? readShell(args[1], env) : undefined
    default:
      return undefined
  }
}

const LOOP = /^\s*while\s+(?:true|:|sleep\s+(\S+))\s*;\s*do\s+([\s\S]*?);?\s*done\s*;?\s*$/

/** Reads the small part of the shell that test pods are made of: `;`, `&&`, newlines and one endless loop at the end. */
export const readShell = (text: string, env: Record<string, string>): Script | undefined => {
  const loop = LOOP.exec(text)
  if (loop) {
    const body = readShell(loop[2] ?? '', env)
    if (!body) return undefined
    return [...(loop[1] ? [{ do: 'sleep', ms: seconds(loop[1]) * 1000 } as Step] : []), ...body, { do: 'repeat' }]
  }
  const at = text.search(/(^|[;\n&]\s*)while\s/)
  if (at > 0) {
    const before = readShell(text.slice(0, at), env)
    const after = readShell(text.slice(at).replace(/^[;\n&\s]+/, ''), env)
    // The loop repeats only itself; what comes before it is done once, which the runner does not know: keep it simple and exact.
    return before && after && !after.some((step) => step.do === 'repeat') ? [...before, ...after] : undefined
  }
  const script: Script = []
  for (const part of text.split(/;|\n|&&/)) {
    if (part.trim() === '') continue
    const steps = simple(words(part.trim(), env), env)
    if (!steps) return undefined
    script.push(...steps)
    if (steps.some((step) => step.do === 'exit')) return script
  }
  return script
}

/**
 * What a container with this command line does, as far as the simulator can tell: a script, or undefined for a program it does not
 * know, which then runs until it is stopped.
 */
export const readCommand = (argv: readonly string[], env: Record<string, string>): Script | undefined =>
  argv.length === 0 ? undefined : simple([...argv], env)
