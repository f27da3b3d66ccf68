import { type CDPSession, chromium, type Page } from '@playwright/test'
import { ADMINISTRATOR, passwordOf } from './api-client.ts'
import { fillNamespace } from './fill-namespace.ts'

// The web client in a real browser at a fourth of its speed: how long lists and the tree take, and how smoothly they scroll.
//   HEMISPHERE_URL   http://localhost:3000
//   BENCH_LIST_PODS  3000 pods are made unless said otherwise
//   BROWSER_PATH, BROWSER_ENV   set by `npm run bench client`
const { HEMISPHERE_URL = 'http://localhost:3000', BROWSER_PATH, BROWSER_ENV = '{}' } = process.env
const PODS = Number(process.env.BENCH_LIST_PODS ?? 3000)
const THROTTLE = 4
const SCROLL_PIXELS = 8000
const PIXELS_PER_SECOND = 2000

const line = (what: string, figures: string) => console.log(`${what.padEnd(34)} ${figures}`)
const ms = (value: number) => `${value.toFixed(0)} ms`

/** A query of the client, answered as the signed-in user. */
const ask = async <Value>(page: Page, name: string, args: object): Promise<Value> =>
  page.evaluate(
    async (body) => {
      const answer = await fetch('/api/query', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return ((await answer.json()) as { value: never }).value
    },
    { name, args },
  )

const signIn = async (page: Page): Promise<void> => {
  await page.goto(`${HEMISPHERE_URL}/login`)
  await page.getByLabel('User name').fill(ADMINISTRATOR)
  await page.getByLabel('Password').fill(passwordOf(ADMINISTRATOR))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('tree', { name: 'Inventory' }).waitFor()
}

/** Milliseconds from a press on `button` until the page has drawn a frame in which `mark` of the element `of` is another. */
const untilDrawn = (page: Page, button: string, of: string, mark: string): Promise<number> =>
  page.evaluate(
    ([button = '', of = '', mark = '']) =>
      new Promise<number>((resolve) => {
        const read = () => document.querySelector(of)?.getAttribute(mark)
        const before = read()
        const began = performance.now()
        ;(document.querySelector(button) as HTMLElement).click()
        const look = () =>
          read() === before ? requestAnimationFrame(look) : setTimeout(() => resolve(performance.now() - began))
        requestAnimationFrame(look)
      }),
    [button, of, mark],
  )

/** Scrolls the grid as a finger would, and tells how long each frame took and how many rows stood in the page at most. */
const scroll = async (page: Page, cdp: CDPSession, label: string) => {
  const grid = page.getByRole('grid', { name: label, exact: true })
  const box = await grid.boundingBox()
  if (!box) throw new Error(`The grid "${label}" is not in sight.`)
  await grid.evaluate((element) => {
    element.scrollTop = 0
    const seen = { frames: [] as number[], rows: 0, on: true }
    Object.assign(window, { seen })
    let last = performance.now()
    const frame = (now: number) => {
      if (!seen.on) return
      seen.frames.push(now - last)
      last = now
      seen.rows = Math.max(seen.rows, element.querySelectorAll('[data-row]').length)
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
  await cdp.send('Input.synthesizeScrollGesture', {
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    yDistance: -SCROLL_PIXELS,
    speed: PIXELS_PER_SECOND,
    gestureSourceType: 'mouse',
  })
  return page.evaluate(() => {
    const { seen } = window as unknown as { seen: { frames: number[]; rows: number; on: boolean } }
    seen.on = false
    return { frames: seen.frames.slice(1).sort((a, b) => a - b), rows: seen.rows }
  })
}

const list = async (page: Page, cdp: CDPSession, label: string, path: string) => {
  const began = performance.now()
  await page.goto(`${HEMISPHERE_URL}${path}?limit=500`, { waitUntil: 'commit' })
  await page.locator('#workspace [data-row]').first().waitFor()
  line(`${label}: first rows`, ms(performance.now() - began))
  // A press before the page has come to life would wait for that, and the figure would say nothing about sorting.
  await page.getByRole('status').getByText('Live', { exact: true }).waitFor()
  const name = '#workspace [role=columnheader][aria-sort] button'
  await page.locator(name).first().click()
  await page.locator('#workspace [aria-sort=ascending]').waitFor()
  line(`${label}: sorted the other way`, ms(await untilDrawn(page, name, '#workspace [data-row]', 'data-row')))
  const { frames, rows } = await scroll(page, cdp, label)
  const at = (part: number) => frames[Math.min(frames.length - 1, Math.floor(frames.length * part))] ?? 0
  const slow = frames.filter((frame) => frame > 50).length
  line(
    `${label}: scroll, ms a frame`,
    `p50 ${at(0.5).toFixed(0)}, p95 ${at(0.95).toFixed(0)}, longest ${at(1).toFixed(0)}; ${slow} of ${frames.length} above 50; at most ${rows} rows drawn`,
  )
}

const main = async () => {
  const namespace = await fillNamespace(PODS)
  const browser = await chromium.launch({
    ...(BROWSER_PATH ? { executablePath: BROWSER_PATH } : {}),
    env: { ...(process.env as Record<string, string>), ...(JSON.parse(BROWSER_ENV) as Record<string, string>) },
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
    // tsx names functions by a call that only its own modules have; those sent to the page need it there.
    await page.addInitScript('globalThis.__name = (named) => named')
    await signIn(page)
    const { rows } = await ask<{ rows: { id: string; clusterId: string; hostCount: number }[] }>(page, 'supervisors', {})
    const [supervisor] = rows
    if (!supervisor) throw new Error('There is no Supervisor.')
    console.log(`${PODS} pods in ${namespace}, ${supervisor.hostCount} hosts; the browser ${THROTTLE} times slower than it is`)
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE })
    const cluster = `/inventory/cluster/${encodeURIComponent(supervisor.clusterId)}`
    await list(page, cdp, 'Hosts', `${cluster}/hosts`)
    await list(page, cdp, 'vSphere Pods', `${cluster}/pods`)
    const node = `nav [role=treeitem][data-node="${supervisor.clusterId}"]`
    const toggle = () => untilDrawn(page, `${node} > span`, node, 'aria-expanded')
    if ((await page.locator(node).getAttribute('aria-expanded')) === 'true') await toggle()
    line('Tree: a cluster expands', ms(await toggle()))
    const { usedSize } = await cdp.send('Runtime.getHeapUsage')
    line('Heap of the tab', `${Math.round(usedSize / 1024 ** 2)} MB`)
  } finally {
    await browser.close()
  }
}

await main()
process.exit(0)
