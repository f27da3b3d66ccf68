import { spawn } from 'node:child_process'
import path from 'node:path'
import { requireFolder } from './data-dir.mjs'
import { root } from './install.mjs'
import { openLogFile } from './log-file.mjs'

/** The exit code of a program of ours whose last line is a sentence for whoever started it (EX_CONFIG of sysexits.h). */
const SAID_IN_ONE_SENTENCE = 78

/**
 * Programs that live as long as we do: they also end when we are killed. Each writes to a log file; one that ends by itself ends all, with
 * its last lines.
 * @param {{ logs: string, onCrash(sentence: string): void }} options
 */
export const createProcesses = ({ logs, onCrash }) => {
  /** @type {{ name: string, child: import('node:child_process').ChildProcess }[]} */
  const running = []
  let stopping = false
  requireFolder(logs)

  return {
    /** @param {string} name @param {string[]} args @param {Record<string, string | undefined>} env */
    start: (name, args, env) => {
      const log = openLogFile(path.join(logs, `${name}.log`))
      const child = spawn(process.execPath, args, {
        cwd: root,
        env: { ...process.env, ...env },
        // The channel tells them when we are gone.
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        // A group of its own: Ctrl-C in the terminal reaches only us, and we stop them in order.
        detached: true,
      })
      child.stdout?.on('data', log.append)
      child.stderr?.on('data', log.append)
      running.push({ name, child })
      // Not `exit`: the last words may still be under way then.
      child.on('close', (code, signal) => {
        if (stopping) return
        const words = log.lastLines(code === SAID_IN_ONE_SENTENCE ? 1 : 15)
        onCrash(
          code === SAID_IN_ONE_SENTENCE && words
            ? words
            : `${name} ended unexpectedly (${signal ?? `code ${code}`}). Its log is ${log.file}; the last lines:\n${words || '(nothing)'}`,
        )
      })
      return child
    },
    /** Stops them in the reverse order of their start; each gets ten seconds before it is killed. */
    stop: async () => {
      stopping = true
      for (const { child } of running.reverse()) await stopOne(child)
    },
    pids: () => Object.fromEntries(running.map(({ name, child }) => [name, child.pid])),
  }
}

const stopOne = (child) =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve(undefined)
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve(undefined)
    })
    child.kill('SIGTERM')
  })
