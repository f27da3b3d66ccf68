import { DATE, shellTokens, type Token, Unreadable } from './shell-tokens.ts'

/** Where what a step writes goes. */
export type Sink = 'stdout' | 'stderr' | 'nowhere' | { path: string; append: boolean }

/** One thing a simulated shell does, in order. Each but `skip` and `repeat` leaves a status, 0 when it went well. Times in milliseconds. */
export type Step =
  | { do: 'print'; text: string; out: Sink }
  | { do: 'read'; path: string; out: Sink; err: Sink }
  | { do: 'touch'; path: string }
  | { do: 'remove'; path: string; force: boolean; err: Sink }
  | { do: 'test'; path: string }
  | { do: 'sleep'; ms: number }
  | { do: 'status'; code: number }
  /** Ends the shell, with the last status when it has no code. */
  | { do: 'exit'; code?: number }
  /** Leaves out the next steps when the last status was good, or bad. */
  | { do: 'skip'; when: 'ok' | 'failed'; steps: number }
  /** Goes on at that step again. */
  | { do: 'repeat'; from: number }

export type Script = Step[]

/**
 * What the simulator makes of a command line: a script that it plays; a program that it does not know, which then runs until it is stopped;
 * or a shell command that uses something it can't read, and why.
 */
export type Reading = { kind: 'script'; script: Script } | { kind: 'program' } | { kind: 'unreadable'; why: string }

const SHELLS = ['sh', 'bash', 'ash', 'dash']
const nameOf = (command: string): string => command.split('/').pop() ?? ''

const seconds = (text: string | undefined): number => {
  if (text === 'infinity' || text === 'inf') return Number.MAX_SAFE_INTEGER / 1000
  const [, amount = '0', unit = 's'] = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(text ?? '') ?? []
  return Number(amount) * ({ s: 1, m: 60, h: 3600, d: 86400 }[unit] ?? 1)
}
const sleepMs = (args: string[]): number => args.reduce((sum, each) => sum + seconds(each) * 1000, 0)
const plain = (args: string[]): string[] => args.filter((each) => !each.startsWith('-'))

interface Sinks {
  out: Sink
  err: Sink
}
type Program = (args: string[], sinks: Sinks, env: Record<string, string>) => Script | undefined

const exists: Program = (args) => {
  const [flag, path] = args.filter((each) => each !== ']')
  return path && ['-f', '-e', '-r', '-s'].includes(flag ?? '') ? [{ do: 'test', path }] : undefined
}
const environment: Program = (_, { out }, env) =>
  Object.entries(env).map(([name, value]): Step => ({ do: 'print', text: `${name}=${value}`, out }))
const nothing: Program = () => [{ do: 'status', code: 0 }]

/** The programs that are played; those that they can't play these arguments of say so with undefined. */
const PROGRAMS: Record<string, Program> = {
  echo: (args, { out }) => [{ do: 'print', text: (/^-[ne]+$/.test(args[0] ?? '') ? args.slice(1) : args).join(' '), out }],
  date: (_, { out }) => [{ do: 'print', text: DATE, out }],
  env: environment,
  printenv: environment,
  sleep: (args) => [{ do: 'sleep', ms: sleepMs(args) }],
  exit: ([code]) => [code === undefined ? { do: 'exit' } : { do: 'exit', code: Number(code) & 255 }],
  true: nothing,
  ':': nothing,
  mkdir: nothing,
  false: () => [{ do: 'status', code: 1 }],
  cat: (args, sinks) => (args.length ? plain(args).map((path): Step => ({ do: 'read', path, ...sinks })) : undefined),
  touch: (args) => plain(args).map((path): Step => ({ do: 'touch', path })),
  rm: (args, { err }) =>
    plain(args).map((path): Step => ({ do: 'remove', path, force: args.some((each) => /^-\w*f/.test(each)), err })),
  test: exists,
  '[': exists,
}

/** One simple command; Unreadable when it is none of those that are played. */
const simple = ([command = '', ...args]: string[], sinks: Sinks, env: Record<string, string>): Script => {
  const name = nameOf(command)
  if (name === 'exec') return [...simple(args, sinks, env), { do: 'exit' }]
  const steps = Object.hasOwn(PROGRAMS, name) ? PROGRAMS[name]?.(args, sinks, env) : undefined
  if (steps) return steps
  if (SHELLS.includes(name) && args[0] === '-c') return new Parser(args[1] ?? '', env, sinks).script()
  throw new Unreadable(`"${command}"`)
}

/** Reads lists of commands with `;`, newlines, `&&`, `||`, redirections to files, and endless loops. */
class Parser {
  readonly #tokens: Token[]
  readonly #env: Record<string, string>
  readonly #sinks: Sinks
  readonly #script: Script = []
  #at = 0

  constructor(text: string, env: Record<string, string>, sinks: Sinks) {
    this.#tokens = shellTokens(text, env)
    this.#env = env
    this.#sinks = sinks
  }

  script(): Script {
    this.#list(() => false)
    return this.#script
  }

  get #word(): string | undefined {
    const token = this.#tokens[this.#at]
    return token && 'word' in token ? token.word : undefined
  }

  get #operator(): string | undefined {
    const token = this.#tokens[this.#at]
    return token && 'operator' in token ? token.operator : undefined
  }

  #list(ends: () => boolean): void {
    while (this.#at < this.#tokens.length && !ends()) {
      if (this.#operator === ';' || this.#operator === '\n') this.#at++
      else this.#chain()
    }
  }

  /** `a && b || c`: each is left out by the status of what came before. */
  #chain(): void {
    this.#command()
    for (let operator = this.#operator; operator === '&&' || operator === '||'; operator = this.#operator) {
      this.#at++
      while (this.#operator === '\n') this.#at++
      const skip = { do: 'skip' as const, when: operator === '&&' ? ('failed' as const) : ('ok' as const), steps: 0 }
      this.#script.push(skip)
      const before = this.#script.length
      this.#command()
      skip.steps = this.#script.length - before
    }
  }

  #command(): void {
    if (this.#word === 'while') return this.#loop()
    const sinks = { ...this.#sinks }
    const argv: string[] = []
    for (; this.#at < this.#tokens.length; this.#at++) {
      if (this.#word !== undefined) argv.push(this.#word)
      else if (this.#operator?.includes('>')) this.#redirect(this.#operator, sinks)
      else break
    }
    const [first = ''] = argv
    if (/^[A-Za-z_]\w*=/.test(first)) throw new Unreadable('a variable that is set')
    if (argv.length === 0) throw new Unreadable('an empty command')
    const from = this.#script.length
    // Positions in a script of its own begin at 0.
    const moved = simple(argv, sinks, this.#env).map((step) =>
      step.do === 'repeat' ? { ...step, from: step.from + from } : step,
    )
    if (SHELLS.includes(nameOf(first)) && moved.some((step) => step.do === 'exit'))
      throw new Unreadable('a shell in a shell that exits')
    this.#script.push(...moved)
  }

  #redirect(operator: string, sinks: Sinks): void {
    const [, descriptor = '1', arrow, to] = /^([12])?(>>?)(&[12])?$/.exec(operator) ?? []
    const which = descriptor === '2' ? 'err' : 'out'
    if (to) {
      sinks[which] = to === '&2' ? sinks.err : sinks.out
      return
    }
    this.#at++
    const path = this.#word
    if (path === undefined) throw new Unreadable('a redirection to nowhere')
    const streams: Record<string, Sink> = {
      '/dev/null': 'nowhere',
      '/dev/stdout': 'stdout',
      '/dev/stderr': 'stderr',
      '/proc/1/fd/1': 'stdout',
      '/proc/1/fd/2': 'stderr',
    }
    sinks[which] = streams[path] ?? { path, append: arrow === '>>' }
  }

  /** `while true; do …; done`, which nothing but a signal or an exit ends. */
  #loop(): void {
    const from = this.#script.length
    this.#at++
    const condition: string[] = []
    for (; this.#word !== undefined; this.#at++) condition.push(this.#word)
    if (condition[0] === 'sleep') this.#script.push({ do: 'sleep', ms: sleepMs(condition.slice(1)) })
    else if (condition.join(' ') !== 'true' && condition.join(' ') !== ':') throw new Unreadable('a loop with an end')
    while (this.#operator === ';' || this.#operator === '\n') this.#at++
    if (this.#word !== 'do') throw new Unreadable('a loop without "do"')
    this.#at++
    this.#list(() => this.#word === 'done')
    if (this.#word !== 'done') throw new Unreadable('a loop without "done"')
    this.#at++
    this.#script.push({ do: 'repeat', from })
  }
}

/** What a container or probe with this command line does, as far as the simulator can tell. */
export const readCommand = (argv: readonly string[], env: Record<string, string>): Reading => {
  const name = nameOf(argv[0] ?? '')
  const isShell = SHELLS.includes(name) && argv[1] === '-c'
  try {
    return { kind: 'script', script: simple([...argv], { out: 'stdout', err: 'stderr' }, env) }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return isShell ? { kind: 'unreadable', why: error.message } : { kind: 'program' }
  }
}
