/** Where a command reads and writes; handed in so that tests need no process of their own. */
export interface Terminal {
  env: Record<string, string | undefined>
  out(text: string): void
  err(text: string): void
  /** Asks a person; undefined when there is nobody to ask. `secret` hides what is typed. */
  ask(question: string, options?: { secret?: boolean }): Promise<string | undefined>
}

/** One subcommand of `hemisphere`. */
export interface Command {
  /** One or two words: `login`, `lab fail-host`. */
  name: string
  /** What follows the name: `--server HOST --username NAME`. */
  usage: string
  summary: string
  /** Answers the exit code. What it throws is printed as one sentence. */
  run(args: string[], terminal: Terminal): Promise<number>
}
