import { respondText } from './respond.ts'

/** Named checks; one that throws makes the server not ready. */
export type HealthChecks = Record<string, () => Promise<void>>

const ROOTS = new Set(['healthz', 'livez', 'readyz'])

/** True for the paths that health answers, which anybody may ask. */
export const isHealthPath = (path: string): boolean => ROOTS.has(path.split('/')[1] ?? '')

/**
 * Answers `/healthz`, `/livez`, `/readyz` and one check's own path, in plain text; `?verbose` lists the checks. Being alive needs
 * none of them. https://kubernetes.io/docs/reference/using-api/health-checks/
 */
export const answerHealth = async (checks: HealthChecks, path: string, query: URLSearchParams): Promise<Response> => {
  const [, root = '', only] = path.split('/')
  const names = ['ping', ...(root === 'livez' ? [] : Object.keys(checks))]
  if (only !== undefined && !names.includes(only)) return respondText(404, '404 page not found\n')
  const excluded = new Set(query.getAll('exclude'))
  const asked = only === undefined ? names.filter((name) => !excluded.has(name)) : [only]
  const results = await Promise.all(asked.map(async (name) => ({ name, problem: await problemOf(checks[name]) })))
  const failed = results.some(({ problem }) => problem !== undefined)
  if (!failed && !query.has('verbose')) return respondText(200, 'ok')
  const lines = results.map(({ name, problem }) => (problem === undefined ? `[+]${name} ok` : `[-]${name} failed: ${problem}`))
  const end = `${root} check ${failed ? 'failed' : 'passed'}`
  return respondText(failed ? 500 : 200, [...lines, end, ''].join('\n'))
}

const problemOf = async (check: (() => Promise<void>) | undefined): Promise<string | undefined> => {
  try {
    await check?.()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
