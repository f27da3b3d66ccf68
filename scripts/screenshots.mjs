import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ensureInstalled, requireNode, root, run } from './install.mjs'

/** `npm run screenshots`: starts a lab of its own, walks through it, and keeps the README's pictures. */
requireNode()
await ensureInstalled(console.log)
const { ensureBuilt } = await import('./build.mjs')
const { startStack } = await import('./stack.mjs')
const { freePort } = await import('./ports.mjs')
const { findBrowser } = await import('./browser.mjs')
const { findKubectl } = await import('./kubectl.mjs')

await ensureBuilt(console.log)
const browser = await findBrowser(console.log)
const folder = mkdtempSync(path.join(tmpdir(), 'hemisphere-screenshots-'))
const pictures = path.join(root, 'docs/screenshots')
mkdirSync(pictures, { recursive: true })
const [port, apiPort] = [await freePort(), await freePort()]
const stack = await startStack({
  dataDir: folder,
  port,
  apiPort,
  labHosts: 8,
  labEnabled: true,
  log: console.log,
  onCrash: (sentence) => console.error(sentence),
})
try {
  await run(process.execPath, [path.join(root, 'node_modules/@playwright/test/cli.js'), 'test'], {
    show: true,
    env: {
      ...process.env,
      HEMISPHERE_URL: `http://localhost:${port}`,
      HEMISPHERE_API_URL: `https://127.0.0.1:${apiPort}`,
      HEMISPHERE_CA: path.join(folder, 'keys/ca.crt'),
      HEMISPHERE_PASSWORDS: JSON.stringify(stack.firstPassword()),
      KUBECTL: findKubectl(console.log),
      BROWSER_PATH: browser.executablePath,
      BROWSER_ENV: JSON.stringify(browser.env),
      SCREENSHOTS: pictures,
    },
  })
} finally {
  await stack.stop()
  rmSync(folder, { recursive: true, force: true })
}
