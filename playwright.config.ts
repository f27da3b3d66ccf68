import { defineConfig } from '@playwright/test'

// Black box: everything comes from the environment that scripts/test.mjs sets up (URLs, passwords, a browser).
const { HEMISPHERE_URL, BROWSER_PATH, BROWSER_ENV, PLAYWRIGHT_JSON, SCREENSHOTS } = process.env

export default defineConfig({
  // The README's pictures are taken by the same means, by scripts/screenshots.mjs.
  testDir: SCREENSHOTS ? 'e2e/screenshots' : 'e2e/browser',
  testMatch: SCREENSHOTS ? 'take.ts' : '**/*.spec.ts',
  fullyParallel: false,
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  retries: process.env.CI ? 1 : 0,
  reporter: PLAYWRIGHT_JSON ? [['list'], ['json', { outputFile: PLAYWRIGHT_JSON }]] : 'list',
  outputDir: 'test-results',
  use: {
    baseURL: HEMISPHERE_URL ?? 'http://localhost:3000',
    viewport: { width: 1280, height: 720 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(BROWSER_PATH ? { executablePath: BROWSER_PATH } : {}),
      env: { ...(process.env as Record<string, string>), ...JSON.parse(BROWSER_ENV ?? '{}') },
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    },
  },
})
