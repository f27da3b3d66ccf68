import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { root } from './install.mjs'

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable']

/**
 * A Chromium for the browser tests: CHROME_PATH, an installed one, Playwright's own, else the one that comes with the npm packages.
 * @param {(line: string) => void} log
 * @returns {Promise<{ executablePath: string, env: Record<string, string> }>}
 */
export const findBrowser = async (log) => {
  const { CHROME_PATH } = process.env
  if (CHROME_PATH) {
    if (!existsSync(CHROME_PATH)) throw new Error(`CHROME_PATH is ${CHROME_PATH}, and there is no such file.`)
    return { executablePath: CHROME_PATH, env: {} }
  }
  const installed = INSTALLED.find(existsSync) ?? playwrightsOwn()
  if (installed) return { executablePath: installed, env: {} }
  return packaged(log)
}

const playwrightsOwn = () => {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? path.join(homedir(), '.cache/ms-playwright')
  if (!existsSync(cache)) return undefined
  return readdirSync(cache)
    .filter((name) => name.startsWith('chromium-'))
    .map((name) => path.join(cache, name, 'chrome-linux/chrome'))
    .find(existsSync)
}

/** Unpacks the packaged browser once per user and version: the program, its libraries and its fonts. */
const packaged = async (log) => {
  const home = path.join(root, 'node_modules/@sparticuz/chromium')
  if (!existsSync(home)) {
    throw new Error('No browser was found. Install Chromium (Debian: apt-get install chromium) or set CHROME_PATH to one.')
  }
  const bin = path.join(home, 'bin')
  const { version } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'))
  const folder = path.join(tmpdir(), `hemisphere-chromium-${version}-${process.getuid?.() ?? 0}`)
  if (!existsSync(path.join(folder, 'chromium'))) {
    log('Unpacking the browser that comes with the test dependencies (once) …')
    const making = `${folder}.${process.pid}`
    mkdirSync(path.join(making, 'cache'), { recursive: true })
    await unbrotli(path.join(bin, 'chromium.br'), path.join(making, 'chromium'))
    chmodSync(path.join(making, 'chromium'), 0o755)
    for (const name of ['al2023', 'fonts', 'swiftshader']) {
      const tar = path.join(making, `${name}.tar`)
      await unbrotli(path.join(bin, `${name}.tar.br`), tar)
      execFileSync('tar', ['-xf', tar, '-C', making])
      rmSync(tar)
    }
    writeFileSync(
      path.join(making, 'fonts.conf'),
      `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/cache</cachedir></fontconfig>`,
    )
    try {
      renameSync(making, folder)
    } catch (error) {
      // Another run was faster; its copy is as good.
      rmSync(making, { recursive: true, force: true })
      if (!existsSync(path.join(folder, 'chromium'))) throw error
    }
  }
  return {
    executablePath: path.join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: path.join(folder, 'lib'), FONTCONFIG_PATH: folder, FONTCONFIG_FILE: path.join(folder, 'fonts.conf') },
  }
}

const unbrotli = (from, to) => pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to))
