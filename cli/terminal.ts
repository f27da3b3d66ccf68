import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import type { Terminal } from './command.ts'

/** This process's own terminal. */
export const processTerminal: Terminal = {
  env: process.env,
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
  async ask(question, { secret = false } = {}) {
    if (!process.stdin.isTTY) return undefined
    process.stderr.write(question)
    // readline echoes what is typed to its output; for a secret that goes nowhere.
    const output = secret ? new Writable({ write: (_chunk, _encoding, done) => done() }) : process.stderr
    const lines = createInterface({ input: process.stdin, output, terminal: true })
    try {
      return await lines.question('')
    } finally {
      lines.close()
      if (secret) process.stderr.write('\n')
    }
  },
}
