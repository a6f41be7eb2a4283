import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// fast: pure tests, no clock, net, disk or database. full: the rest, on the embedded database or, with TEST_DATABASE_URL, on a server.
// What is true of a server only (*.server.test.ts) needs the latter.
const onServer = (process.env['TEST_DATABASE_URL'] ?? '') !== ''
// What a server makes no difference to, or a drill does on one.
const WITHOUT_SERVER = [
  'test/attacks/bodies.http.test.ts',
  'test/connectors/{atlassian,clickup,confluence,jira,slack}/**',
  'test/{contract,rules,sandbox}/**',
  'test/journeys/{demo,doctor,key-rotation,page-tree-command}.test.ts',
  'test/platform/outbound/http-client*.test.ts',
  'test/storage/open-embedded.db.test.ts',
]
// What a worker has imported, and the databases that it has opened, serve all of its files.
const SHARED = { isolate: false } as const
// As long as the browser's own: what comes about is waited for, and how soon it comes is for the benchmarks to say.
const PATIENT = { expect: { poll: { timeout: 15_000 } } } as const

export default defineConfig({
  test: {
    // By default one less; but most tests wait for something half of the time.
    maxWorkers: availableParallelism(),
    projects: [
      {
        test: {
          ...SHARED,
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.{db,http,browser}.test.ts', 'test/{ui,contract,journeys,rules}/**'],
        },
      },
      {
        test: {
          ...SHARED,
          name: 'ui',
          include: ['test/ui/**/*.test.{ts,tsx}'],
          setupFiles: ['test/ui/support/all-texts.ts'],
        },
      },
      {
        test: {
          ...SHARED,
          ...PATIENT,
          name: 'full',
          globalSetup: ['test/support/global-setup.ts'],
          include: ['test/**/*.{db,http}.test.ts', 'test/{contract,journeys,rules}/**/*.test.ts'],
          exclude: onServer ? WITHOUT_SERVER : ['test/**/*.server.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...SHARED,
          ...PATIENT,
          name: 'browser',
          globalSetup: ['test/support/global-setup.ts', 'test/browser/support/browser-setup.ts'],
          include: ['test/browser/**/*.browser.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
