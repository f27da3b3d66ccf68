import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { accessSync, constants, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * A failed file operation as one sentence that says what to do.
 * @param {unknown} error @param {string} place the file or folder that it was about @returns {Error}
 */
export const fileError = (error, place) => {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(place)
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new Error(`${place} can't be written (${code}): give this user the right to, or set DATA_DIR to another folder.`)
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return new Error(`${place} can't be a folder, because there is a file in its way: set DATA_DIR to another folder.`)
  return new Error(`${place} can't be used: ${message}. Set DATA_DIR to another folder.`)
}

/** @param {string} place */
export const diskFull = (place) =>
  Object.assign(new Error(`The disk that holds ${place} is full: free some space and start again.`), { isDiskFull: true })

/**
 * Makes the folder where it is missing; one sentence when that can't be, or when nothing can be written into it.
 * @param {string} folder
 */
export const requireFolder = (folder) => {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw fileError(error, folder)
  }
}

/**
 * Takes the folder for this process, so that no second Hemisphere runs on the same keys, hosts and database. A lock whose process is gone
 * counts for nothing. One sentence when another one has it.
 * @param {string} folder @param {string} url where the one who has it can be seen
 * @returns {() => void} gives it back
 */
export const lockDataDir = (folder, url) => {
  requireFolder(folder)
  const file = path.join(folder, 'in-use')
  const mine = { pid: process.pid, born: bornAt(process.pid), url }
  const own = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  try {
    writeFileSync(own, JSON.stringify(mine))
    while (!linked(own, file)) {
      const other = readLock(file)
      if (other && other.born === bornAt(other.pid) && other.born !== '')
        throw new Error(
          `${folder} is in use by another Hemisphere (process ${other.pid}, ${other.url}): stop that one, or set DATA_DIR to another folder.`,
        )
      removeStale(file, other)
    }
  } catch (error) {
    throw /** @type {NodeJS.ErrnoException} */ (error).code ? fileError(error, folder) : error
  } finally {
    rmSync(own, { force: true })
  }
  return () => {
    if (readLock(file)?.born === mine.born) rmSync(file, { force: true })
  }
}

/** @param {string} from @param {string} to @returns {boolean} false when there is a file already */
const linked = (from, to) => {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
    return false
  }
}

/** @param {string} file @returns {{ pid: number, born: string, url: string } | undefined} */
const readLock = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * Moved aside before it is removed: when another start was faster, what we hold is that one's fresh lock, and it goes back.
 * @param {string} file @param {{ pid: number, born: string } | undefined} stale
 */
const removeStale = (file, stale) => {
  const aside = `${file}.stale.${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return // somebody else has removed it
  }
  const found = readLock(aside)
  if (found && (found.pid !== stale?.pid || found.born !== stale?.born)) linked(aside, file)
  rmSync(aside, { force: true })
}

/**
 * When a process began, as text that no later process with the same id shares; empty when there is none.
 * @param {number} pid
 */
const bornAt = (pid) => {
  try {
    // Field 22, in clock ticks since the machine started: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? ''
  } catch {
    return process.platform === 'linux'
      ? ''
      : (spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '').trim()
  }
}
