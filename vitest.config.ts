import { defineConfig } from 'vitest/config'

// Unit tests need nothing; database tests bring up PostgreSQL themselves (server/store/testing). e2e/ has runners of its own.
// Times are for machines that are busy with other things: a test waits for what it expects, and only a defect makes it wait that long.

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['*.test.ts', '{domain,server,spherelet,cli,components,app,scripts}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', '**/*.db.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'database',
          include: ['{app,server,prisma,spherelet,cli,scripts}/**/*.db.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: ['server/store/testing/vitest-global.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'kubectl',
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
