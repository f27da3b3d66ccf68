import type { LogLine } from './runtime.ts'

const PATHS = ['/', '/healthz', '/api/items', '/favicon.ico', '/assets/app.css', '/login']

/** A small, repeatable pseudo-random number in [0, 1). */
const noise = (seed: number): number => {
  const x = Math.sin(seed * 12.9898) * 43758.5453
  return x - Math.floor(x)
}

const GAP_MS = 2000

/**
 * What a container that runs until it is stopped writes: a banner, then a line every two seconds. The lines follow from the start time, so
 * that nobody has to keep them: they are made when somebody reads.
 */
export const ambientLines = function* (
  image: string,
  startedAt: Date,
  from: number,
  until: Date,
): Generator<{ index: number; line: LogLine }> {
  for (let index = from; ; index++) {
    const at = new Date(startedAt.getTime() + (index === 0 ? 5 : index * GAP_MS))
    if (at > until) return
    yield { index, line: { at, stream: 'stdout', text: index === 0 ? banner(image) : text(image, at, index) } }
  }
}

/** When line `index` will be there. */
export const ambientTime = (startedAt: Date, index: number): number => startedAt.getTime() + (index === 0 ? 5 : index * GAP_MS)

const banner = (image: string) => `simulated runtime: ${image} started; this program is not executed`

const text = (image: string, at: Date, index: number): string => {
  const path = PATHS[Math.floor(noise(index) * PATHS.length)] ?? '/'
  const status = noise(index + 0.5) > 0.97 ? 404 : 200
  if (/nginx|httpd|caddy|apache/.test(image)) {
    return `10.244.0.1 - - [${at.toISOString()}] "GET ${path} HTTP/1.1" ${status} ${200 + Math.floor(noise(index * 3) * 4000)} "-" "simulated"`
  }
  return `level=info ts=${at.toISOString()} msg="simulated work" item=${index} took=${Math.floor(noise(index) * 40)}ms`
}
