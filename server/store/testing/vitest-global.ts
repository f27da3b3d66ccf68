import { dropAbandonedDatabases } from './database.ts'
import { releaseTestServer } from './server.ts'

/** Vitest's global set-up: the database server is up before the first test file asks, and down after the last run that uses it. */
export const setup = (): Promise<void> => dropAbandonedDatabases()

export const teardown = (): Promise<void> => releaseTestServer()
