import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  timeout: 400_000,
  expect: { timeout: 15_000 },
  workers: 1,
  retries: 0,
  reporter: process.env['CI'] === undefined ? 'list' : 'line',
  outputDir: 'test-results',
  use: {
    // What is not there after this long does not come; without a bound a missing button costs the whole test's time.
    actionTimeout: 60_000,
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
