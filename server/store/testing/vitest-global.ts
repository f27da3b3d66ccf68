import { releaseTestServer, testServer } from './server.ts'

/** Vitest's global set-up: the database server is up before the first test file asks, and down after the last run that uses it. */
export const setup = async (): Promise<void> => {
  await testServer()
}

export const teardown = (): Promise<void> => releaseTestServer()
