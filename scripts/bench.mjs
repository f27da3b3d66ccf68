import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { get } from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ensureInstalled, requireNode, root } from './install.mjs'
import { freePort } from './ports.mjs'

/**
 * `npm run bench [store|scheduler|placement|client]`: prints figures and judges none. BENCH_HOSTS changes the size of the lab of the last two,
 * BENCH_PODS how many pods are placed, BENCH_LIST_PODS how many the client lists.
 */
const PARTS = ['store', 'scheduler', 'placement', 'client']
const HOSTS = Number(process.env.BENCH_HOSTS ?? 1000)
const READY_SECONDS = 300

const run = (file, env = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', path.join(root, file)], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: 'inherit',
    })
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve(undefined) : reject(new Error(`${file} ended with code ${code}.`))))
  })

/** A request as the administrator, with the answer as an object; undefined when it is refused or nobody answers. */
const ask = (url, method, authorization, ca) =>
  new Promise((resolve) => {
    const request = get(url, { method, ca, headers: { authorization, 'content-type': 'application/json' } }, async (response) => {
      let text = ''
      for await (const chunk of response.setEncoding('utf8')) text += chunk
      resolve(response.statusCode === 200 ? JSON.parse(text) : undefined)
    })
    request.on('error', () => resolve(undefined))
  })

/** Waits until so many nodes are there: the Supervisor is enabled and its hosts have joined it. */
const nodes = async (api, count, password, ca) => {
  const basic = `Basic ${Buffer.from(`Administrator@vsphere.local:${password}`).toString('base64')}`
  const deadline = Date.now() + READY_SECONDS * 1000
  while (Date.now() < deadline) {
    const login = await ask(`${api}/wcp/login`, 'POST', basic, ca)
    const list = login && (await ask(`${api}/api/v1/nodes`, 'GET', `Bearer ${login.session_id}`, ca))
    if (list?.items?.length >= count) return
    await sleep(1000)
  }
  throw new Error(`Fewer than ${count} hosts were nodes after ${READY_SECONDS} s.`)
}

const megabytes = (pid) => {
  try {
    return `${Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024)} MB`
  } catch {
    return 'unknown'
  }
}

/** Starts a lab of BENCH_HOSTS hosts on a database of its own, runs the benchmark on it, and takes it down. */
const onLab = async (file, { web, env = {} }) => {
  const { startStack } = await import('./stack.mjs')
  const dataDir = await mkdtemp(path.join(tmpdir(), 'hemisphere-bench-'))
  const [port, apiPort] = [await freePort(), await freePort()]
  let stack
  try {
    const began = Date.now()
    stack = await startStack({
      dataDir,
      port,
      apiPort,
      labHosts: HOSTS,
      labEnabled: true,
      web,
      log: () => {},
      onCrash: (sentence) => {
        console.error(sentence)
        process.exitCode = 1
      },
    })
    const api = `https://127.0.0.1:${apiPort}`
    const authority = path.join(dataDir, 'keys/ca.crt')
    // A lab of twelve or more hosts has a second cluster of four.
    const expected = HOSTS >= 12 ? HOSTS - 4 : HOSTS
    await nodes(api, expected, stack.firstPassword()['Administrator@vsphere.local'], readFileSync(authority, 'utf8'))
    console.log(
      `${HOSTS} hosts joined, ${expected} of them nodes of a Supervisor: ${((Date.now() - began) / 1000).toFixed(1)} s from the start`,
    )
    await run(file, {
      ...env,
      HEMISPHERE_URL: `http://localhost:${port}`,
      HEMISPHERE_API_URL: api,
      HEMISPHERE_CA: authority,
      HEMISPHERE_PASSWORDS: path.join(dataDir, 'first-passwords.json'),
    })
    for (const [name, pid] of Object.entries(stack.pids())) console.log(`memory of ${name}: ${megabytes(pid)}`)
  } finally {
    await stack?.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const placement = () => onLab('bench/bulk-placement.ts', { web: false })

const client = async () => {
  const { findBrowser } = await import('./browser.mjs')
  const browser = await findBrowser(console.log)
  const { ensureBuilt } = await import('./build.mjs')
  await ensureBuilt(console.log)
  const env = { BROWSER_PATH: browser.executablePath, BROWSER_ENV: JSON.stringify(browser.env) }
  await onLab('bench/client.ts', { web: true, env })
}

const benches = { store: () => run('bench/store.ts'), scheduler: () => run('bench/scheduler-core.ts'), placement, client }

const main = async () => {
  requireNode()
  await ensureInstalled(console.log)
  const wanted = process.argv.slice(2)
  const unknown = wanted.find((name) => !PARTS.includes(name))
  if (unknown) throw new Error(`There is no benchmark "${unknown}": ${PARTS.join(', ')}.`)
  for (const name of wanted.length > 0 ? wanted : PARTS) {
    console.log(`\n== ${name}`)
    await benches[name]()
  }
}

main().catch((error) => {
  console.error(error.message)
  process.exit(1)
})
