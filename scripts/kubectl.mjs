import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const works = (program) => spawnSync(program, ['version', '--client'], { stdio: 'ignore' }).status === 0

/**
 * The kubectl for the tests: KUBECTL, the one on PATH, else Debian's package unpacked into a folder of our own.
 * @param {(line: string) => void} log
 * @returns {string}
 */
export const findKubectl = (log) => {
  const { KUBECTL } = process.env
  if (KUBECTL) {
    if (works(KUBECTL)) return KUBECTL
    throw new Error(`KUBECTL is ${KUBECTL}, and it does not run.`)
  }
  if (works('kubectl')) return 'kubectl'
  const folder = path.join(tmpdir(), `hemisphere-kubectl-${process.getuid?.() ?? 0}`)
  const program = path.join(folder, 'usr/bin/kubectl')
  if (existsSync(program) && works(program)) return program
  try {
    log("Fetching Debian's kubectl (once) …")
    mkdirSync(folder, { recursive: true })
    execFileSync('apt-get', ['download', 'kubernetes-client'], { cwd: folder, stdio: 'ignore' })
    const archive = readdirSync(folder).find((name) => name.endsWith('.deb'))
    execFileSync('dpkg', ['-x', path.join(folder, archive ?? ''), folder], { stdio: 'ignore' })
  } catch {
    // Not Debian, or its package lists are not there: the sentence below says what to do.
  }
  if (existsSync(program) && works(program)) return program
  throw new Error(
    'The kubectl tests need kubectl: install it (Debian: apt-get update && apt-get install kubernetes-client) or set KUBECTL to its path.',
  )
}
