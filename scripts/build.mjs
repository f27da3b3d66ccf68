import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root, run } from './install.mjs'
import { tellWhile } from './tell-while.mjs'

/** What the built client depends on. */
const SOURCES = [
  'app',
  'proxy.ts',
  'components',
  'domain',
  'server',
  'prisma/schema.prisma',
  'next.config.js',
  'postcss.config.mjs',
  'package-lock.json',
]

const filesOf = (entry) => {
  const full = path.join(root, entry)
  if (!existsSync(full)) return []
  if (!readdirSafe(full)) return [full]
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((found) => found.isFile() && !/\.test\.tsx?$/.test(found.name) && !found.parentPath.includes('__generated__/prisma'))
    .map((found) => path.join(found.parentPath, found.name))
}

const readdirSafe = (full) => {
  try {
    readdirSync(full)
    return true
  } catch {
    return false
  }
}

/** One digest over every source of the web client. */
const sourceDigest = () => {
  const hash = createHash('sha256')
  for (const file of SOURCES.flatMap(filesOf).sort()) hash.update(path.relative(root, file)).update(readFileSync(file))
  return hash.digest('hex')
}

/**
 * Builds the web client when its sources changed since the last build.
 * @param {(line: string) => void} log
 */
export const ensureBuilt = async (log) => {
  const stampFile = path.join(root, '.next/hemisphere-build')
  const wanted = sourceDigest()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }
  const build = [path.join(root, 'node_modules/next/dist/bin/next'), 'build']
  await tellWhile(log, 'Building the web client (when its sources changed; about a minute)', () =>
    run(process.execPath, build, { env }),
  )
  writeFileSync(stampFile, wanted)
}
