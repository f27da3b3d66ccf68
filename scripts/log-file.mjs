import { appendFileSync, closeSync, existsSync, openSync, readSync, renameSync, statSync } from 'node:fs'

/** A log that has grown to this many bytes is put aside, as one older file, when it is opened. */
const LARGEST = 20e6

/**
 * A log file that never stops the one who writes: what a full disk refuses is lost, and writing goes on when there is room again.
 * @param {string} file
 */
export const openLogFile = (file) => {
  if (existsSync(file) && statSync(file).size > LARGEST) renameSync(file, `${file}.1`)
  const from = existsSync(file) ? statSync(file).size : 0
  return {
    file,
    /** @param {Buffer} chunk */
    append: (chunk) => {
      try {
        appendFileSync(file, chunk)
      } catch {
        // The program that wrote it says what is wrong by other means.
      }
    },
    /** The last lines since it was opened. @param {number} count */
    lastLines: (count) => readFrom(file, from).trimEnd().split('\n').slice(-count).join('\n'),
  }
}

/**
 * What a file holds from a place on, its last 64 KiB at most; nothing when it can't be read.
 * @param {string} file @param {number} from
 */
export const readFrom = (file, from) => {
  try {
    const size = statSync(file).size - from
    if (size <= 0) return ''
    const buffer = Buffer.alloc(Math.min(size, 65536))
    const handle = openSync(file, 'r')
    readSync(handle, buffer, 0, buffer.length, from + size - buffer.length)
    closeSync(handle)
    return buffer.toString('utf8')
  } catch {
    return ''
  }
}
