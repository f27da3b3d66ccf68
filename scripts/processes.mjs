import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './install.mjs'

/**
 * Programs that live as long as we do. Each writes to a log file; one that ends by itself ends all, with its last lines.
 * @param {{ logs: string, onCrash(sentence: string): void }} options
 */
export const createProcesses = ({ logs, onCrash }) => {
  /** @type {{ name: string, child: import('node:child_process').ChildProcess }[]} */
  const running = []
  let stopping = false
  mkdirSync(logs, { recursive: true })

  return {
    /** @param {string} name @param {string[]} args @param {NodeJS.ProcessEnv} env */
    start: (name, args, env) => {
      const file = path.join(logs, `${name}.log`)
      const out = createWriteStream(file, { flags: 'a' })
      // A group of its own: Ctrl-C in the terminal reaches only us, and we stop them in order.
      const child = spawn(process.execPath, args, {
        cwd: root,
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      })
      child.stdout.pipe(out, { end: false })
      child.stderr.pipe(out, { end: false })
      running.push({ name, child })
      child.on('exit', (code, signal) => {
        if (!stopping)
          onCrash(
            `${name} ended unexpectedly (${signal ?? `code ${code}`}). Its log is ${file}; the last lines:\n${lastLines(file)}`,
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

const lastLines = (file) => {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n')
  } catch {
    return '(nothing)'
  }
}
