import { defineConfig } from 'vitest/config'

// Unit tests need nothing; database tests bring up PostgreSQL themselves (server/store/testing). e2e/ has runners of its own.
// A busy machine may be late once; one that is late twice has a defect. Only where nobody watches.
const retry = process.env.CI ? 1 : 0

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['*.test.ts', '{domain,server,spherelet,cli,components,app,scripts}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', '**/*.db.test.ts'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'database',
          retry,
          include: ['{app,server,prisma,spherelet,cli,scripts}/**/*.db.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          globalSetup: ['server/store/testing/vitest-global.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'kubectl',
          retry,
          include: ['e2e/kubectl/**/*.e2e.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
