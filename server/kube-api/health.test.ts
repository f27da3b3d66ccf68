import { expect, test } from 'vitest'
import { answerHealth, type HealthChecks } from './health.ts'

const good: HealthChecks = { database: async () => {} }
const bad: HealthChecks = {
  database: async () => {
    throw new Error('no answer')
  },
}

test.each<[string, HealthChecks, number, string]>([
  ['/healthz', good, 200, 'ok'],
  ['/readyz?verbose', good, 200, '[+]ping ok\n[+]database ok\nreadyz check passed\n'],
  ['/readyz', bad, 500, '[+]ping ok\n[-]database failed: no answer\nreadyz check failed\n'],
  ['/readyz?exclude=database', bad, 200, 'ok'],
  ['/livez', bad, 200, 'ok'],
  ['/readyz/database', good, 200, 'ok'],
  ['/readyz/database', bad, 500, '[-]database failed: no answer\nreadyz check failed\n'],
  ['/readyz/none', good, 404, '404 page not found\n'],
])('%s', async (target, checks, status, text) => {
  const url = new URL(target, 'https://api.test')
  const response = await answerHealth(checks, url.pathname, url.searchParams)
  expect([response.status, await response.text()]).toEqual([status, text])
})
