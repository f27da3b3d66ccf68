import { commands } from './commands.ts'
import { hemisphere } from './hemisphere.ts'
import { processTerminal } from './terminal.ts'

process.exitCode = await hemisphere(process.argv.slice(2), commands, processTerminal)
