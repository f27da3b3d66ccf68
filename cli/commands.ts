import type { Command } from './command.ts'
import { kubeconfig } from './commands/kubeconfig.ts'
import { lab } from './commands/lab.ts'
import { login } from './commands/login.ts'
import { logout } from './commands/logout.ts'
import { namespaces } from './commands/namespaces.ts'

/** Every subcommand of `hemisphere`, in the order the help shows them. */
export const commands: readonly Command[] = [login, logout, namespaces, kubeconfig, ...lab]
