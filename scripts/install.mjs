import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { tellWhile } from './tell-while.mjs'

export const root = path.resolve(import.meta.dirname, '..')

/** The oldest Node that every dependency runs on. */
const OLDEST = [20, 19]

/** One sentence and the end, when this Node is too old. */
export const requireNode = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new Error(
      `Hemisphere needs Node ${OLDEST.join('.')} or newer; this is ${process.versions.node}. Install a newer Node and start again.`,
    )
  }
}

/**
 * Runs a program to its end; rejects with its last lines when it fails.
 * @param {string} program @param {string[]} args @param {{ env?: NodeJS.ProcessEnv, show?: boolean }} [options]
 */
export const run = (program, args, { env = process.env, show = false } = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env,
      stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    })
    let tail = ''
    const keep = (chunk) => {
      tail = (tail + chunk).slice(-4000)
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    // Whoever ends us ends it too.
    const end = () => child.kill()
    process.once('exit', end)
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      process.off('exit', end)
      return code === 0
        ? resolve(undefined)
        : reject(
            new Error(
              `${path.basename(program)} ${args.join(' ')} ended with ${signal ?? code}${tail ? `:\n${tail.trim()}` : ''}`,
            ),
          )
    })
  })

const digest = (file) =>
  createHash('sha256')
    .update(readFileSync(path.join(root, file)))
    .digest('hex')

/**
 * Dependencies as package-lock.json says and the database client as the schema says. Takes no time when both are there already.
 * @param {(line: string) => void} log
 */
export const ensureInstalled = async (log) => {
  const stampFile = path.join(root, 'node_modules/.hemisphere.json')
  const wanted = { lock: digest('package-lock.json'), schema: digest('prisma/schema.prisma') }
  const found = existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : {}
  if (found.lock !== wanted.lock) {
    // Not `npm ci`: it refuses a lock file that lacks packages of other platforms, which a registry need not have.
    const install = ['install', '--no-save', '--no-audit', '--no-fund', '--include=dev', '--include=optional']
    await tellWhile(log, 'Installing dependencies (once; about a minute)', () => run('npm', install))
  }
  const client = path.join(root, 'server/store/__generated__/prisma/client.ts')
  if (found.lock !== wanted.lock || found.schema !== wanted.schema || !existsSync(client)) {
    const generate = [path.join(root, 'node_modules/prisma/build/index.js'), 'generate']
    await tellWhile(log, 'Generating the database client', () => run(process.execPath, generate))
  }
  mkdirSync(path.dirname(stampFile), { recursive: true })
  // Whole or not at all, and never into a file that another copy of this folder shares by a link.
  writeFileSync(`${stampFile}.new`, JSON.stringify(wanted))
  renameSync(`${stampFile}.new`, stampFile)
}
