import { defineConfig } from 'vitest/config'
import { hasInstalledPostgres } from './support/installedPostgres.ts'
import { SoakFirst } from './support/sequence.ts'

/** Machines of two cores differ by five times, and three files share them: what takes a minute on a fast one still ends on a slow one. */
const patient = { testTimeout: 400_000, hookTimeout: 300_000 }

/** The name of a test file says what it needs: `.test` nothing, `.db.test` PostgreSQL, `.ws.test` the live server, `.e2e` a browser. */
export default defineConfig({
  test: {
    globalSetup: './support/postgres.ts',
    reporters: ['default', './support/lastLine.ts'],
    maxWorkers: 3, // on two cores: each waits for its database and its browser a fifth of the time
    retry: 1, // two cores are shared with what else runs: a test that fails twice is red, one that fails once is listed by the reporter
    setupFiles: './support/onlyOnce.ts', // but not what proves that nothing is lost
    silent: 'passed-only',
    sequence: { sequencer: SoakFirst },
    expect: { requireAssertions: true, poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: { name: 'pure', include: ['**/*.test.ts'], exclude: ['**/*.{db,ws,start}.test.ts', '**/node_modules/**'], ...patient },
      },
      { extends: true, test: { name: 'live', include: ['**/*.{db,ws}.test.ts'], isolate: false, ...patient } },
      ...(hasInstalledPostgres()
        ? [
            {
              extends: true as const,
              test: {
                name: 'postgres 15',
                include: ['**/*.db.test.ts'],
                exclude: ['**/node_modules/**', 'db/large.db.test.ts'], // its plans are those of the PostgreSQL that is shipped
                isolate: false,
                env: { TEST_POSTGRES: 'installed' },
                ...patient,
              },
            },
          ]
        : []),
      { extends: true, test: { name: 'browser', include: ['**/*.e2e.ts'], isolate: false, ...patient } },
      { extends: true, test: { name: 'gallery', include: ['**/*.gallery.ts'], isolate: false, ...patient } },
      { extends: true, test: { name: 'start', include: ['**/*.start.test.ts'], testTimeout: 400_000, hookTimeout: 300_000 } },
    ],
  },
})
