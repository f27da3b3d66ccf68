import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ensureInstalled, requireNode, root, run } from './install.mjs'
import { ENDING } from './run-hemisphere.mjs'

/** `npm test`: sets up all it needs, runs every test, and ends with `N passed, N failed`. Arguments name the parts to run. */
const PARTS = ['types', 'lint', 'unit', 'database', 'kubectl', 'browser']

const log = (line) => console.log(`\n== ${line}`)
const total = { passed: 0, failed: 0 }

const count = (name, passed, failed) => {
  total.passed += passed
  total.failed += failed
  console.log(`-- ${name}: ${passed} passed, ${failed} failed`)
}

/** Runs a program and shows what it prints; resolves with whether it ended well. */
const runs = (args, env = {}) =>
  run(process.execPath, args, { env: { ...process.env, ...env }, show: true }).then(
    () => true,
    () => false,
  )

const bin = (file) => path.join(root, 'node_modules', file)

const plain = async (name, args) => {
  log(name)
  const ok = await runs(args)
  count(name, ok ? 1 : 0, ok ? 0 : 1)
}

const vitest = async (project, folder, env) => {
  log(project)
  const file = path.join(folder, `${project}.json`)
  const ok = await runs(
    [bin('vitest/vitest.mjs'), 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    env,
  )
  const { numPassedTests = 0, numFailedTests = 0 } = readResult(file)
  // A file that could not even be loaded has no test to fail, and is a failure all the same.
  count(project, numPassedTests, numFailedTests || (ok ? 0 : 1))
}

const playwright = async (folder, env) => {
  log('browser')
  const file = path.join(folder, 'browser.json')
  const ok = await runs([bin('@playwright/test/cli.js'), 'test'], { ...env, PLAYWRIGHT_JSON: file })
  const { expected = 0, unexpected = 0, flaky = 0 } = readResult(file).stats ?? {}
  if (flaky > 0) console.log(`-- browser: ${flaky} passed only at the second try`)
  count('browser', expected + flaky, unexpected || (ok ? 0 : 1))
}

const readResult = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}

/** A whole Hemisphere for the black-box tests, on ports and in a folder of its own. */
const withStack = async (folder, { labEnabled }, work) => {
  const { ensureBuilt } = await import('./build.mjs')
  const { startStack } = await import('./stack.mjs')
  const { freePort } = await import('./ports.mjs')
  const { findBrowser } = await import('./browser.mjs')
  const { findKubectl } = await import('./kubectl.mjs')
  log('a Hemisphere to test against')
  const kubectl = findKubectl(console.log)
  const browser = await findBrowser(console.log)
  await ensureBuilt(console.log)
  const [port, apiPort] = [await freePort(), await freePort()]
  const dataDir = path.join(folder, 'data')
  let stop = async () => {}
  for (const signal of ENDING)
    process.once(signal, () => {
      console.log('\n  Stopping …')
      stop().finally(() => {
        rmSync(folder, { recursive: true, force: true })
        process.exit(1)
      })
    })
  const stack = await startStack({
    dataDir,
    port,
    apiPort,
    labHosts: 8,
    labEnabled,
    log: console.log,
    onCrash: (sentence) => {
      console.error(sentence)
      total.failed += 1
    },
    onStop: (how) => {
      stop = how
    },
  })
  try {
    await work({
      HEMISPHERE_URL: `http://localhost:${port}`,
      HEMISPHERE_API_URL: `https://127.0.0.1:${apiPort}`,
      HEMISPHERE_CA: path.join(dataDir, 'keys/ca.crt'),
      HEMISPHERE_PASSWORDS: JSON.stringify(stack.firstPassword()),
      HEMISPHERE_DATA_DIR: dataDir,
      KUBECTL: kubectl,
      BROWSER_PATH: browser.executablePath,
      BROWSER_ENV: JSON.stringify(browser.env),
    })
  } finally {
    await stack.stop()
  }
}

const main = async () => {
  requireNode()
  const wanted = process.argv.slice(2)
  const unknown = wanted.filter((part) => !PARTS.includes(part))
  if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}; there are: ${PARTS.join(', ')}.`)
  const does = (part) => wanted.length === 0 || wanted.includes(part)
  await ensureInstalled(console.log)
  const folder = mkdtempSync(path.join(tmpdir(), 'hemisphere-test-'))
  try {
    if (does('types')) await plain('types', [bin('typescript/bin/tsc'), '--noEmit'])
    if (does('lint')) await plain('lint', [bin('@biomejs/biome/bin/biome'), 'check', '.'])
    if (does('unit')) await vitest('unit', folder, {})
    if (does('database')) await vitest('database', folder, {})
    if (does('kubectl') || does('browser')) {
      // The browser tells the story from the start, enabling included; kubectl uses what it leaves, or a lab that is enabled already.
      await withStack(folder, { labEnabled: !does('browser') }, async (env) => {
        if (does('browser')) await playwright(folder, env)
        if (does('kubectl')) await vitest('kubectl', folder, env)
      })
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

main()
  .catch((error) => {
    console.error(`\n${error.message}`)
    total.failed += 1
  })
  .finally(() => {
    console.log(`\n${total.passed} passed, ${total.failed} failed`)
    process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)
  })
