import type { Command, Terminal } from './command.ts'

/** Runs one command line and answers the exit code: 0 done, 1 failed, 2 not understood. */
export const hemisphere = async (argv: string[], commands: readonly Command[], terminal: Terminal): Promise<number> => {
  const command = find(argv, commands)
  if (!command) {
    const asked = argv.length === 0 || ['help', '--help', '-h'].includes(argv[0] ?? '')
    const say = asked ? terminal.out : terminal.err
    if (!asked) say(`There is no command "${argv[0]}".\n`)
    say(help(commands))
    return asked ? 0 : 2
  }
  const args = argv.slice(command.name.split(' ').length)
  if (args.includes('--help') || args.includes('-h')) {
    terminal.out(`${command.summary}\n\nUsage: hemisphere ${command.name} ${command.usage}`)
    return 0
  }
  try {
    return await command.run(args, terminal)
  } catch (error) {
    terminal.err(error instanceof Error ? error.message : String(error))
    const misused = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') ?? false
    if (misused) terminal.err(`Usage: hemisphere ${command.name} ${command.usage}`)
    return misused ? 2 : 1
  }
}

const find = (argv: string[], commands: readonly Command[]): Command | undefined =>
  commands.find(({ name }) => name.split(' ').every((word, at) => argv[at] === word))

const help = (commands: readonly Command[]): string => {
  const width = Math.max(...commands.map(({ name }) => name.length))
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}   ${summary}`)
  return ['Usage: hemisphere COMMAND', '', 'Commands:', ...lines, '', 'Run `hemisphere COMMAND --help` for its options.'].join(
    '\n',
  )
}
