import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') }
/** What is asked until it holds: a busy machine is slow, not wrong. Milliseconds. */
const expectPatiently = { poll: { timeout: 10_000 } }
const exclude = ['node_modules/**', '.next/**', 'e2e/**']

/** A run of the engine waits longest: what begins last would be waited for alone. */
class EngineFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const ofEngine = ({ moduleId }: TestSpecification) => Number(moduleId.includes('/lib/engine/'))
    return (await super.sort(files)).toSorted((a, b) => ofEngine(b) - ofEngine(a))
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: EngineFirst },
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          expect: expectPatiently,
          include: ['{lib,cli,components,lab}/**/*.test.{ts,tsx}'],
          exclude: [...exclude, '**/*.{db,lab,lane,timed}.test.ts'],
          environment: 'node',
          // Nothing here keeps anything between tests: one process a core loads every module once.
          isolate: false,
          maxWorkers: 2,
          // A busy machine is slow, not wrong: what hangs is still found.
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'db',
          expect: expectPatiently,
          include: ['{lib,cli}/**/*.db.test.ts'],
          exclude,
          globalSetup: ['lib/testing/database-server.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'lab',
          expect: expectPatiently,
          include: ['{lib,cli,lab}/**/*.lab.test.ts'],
          exclude,
          globalSetup: ['lib/testing/database-server.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          // Most of a failover is waiting: two cores carry three of them.
          maxWorkers: 3,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'lane',
          expect: expectPatiently,
          include: ['{lib,cli,lab}/**/*.lane.test.ts'],
          exclude,
          globalSetup: ['lib/testing/database-server.ts'],
          testTimeout: 300_000,
          hookTimeout: 60_000,
          maxWorkers: 3,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'timed',
          expect: expectPatiently,
          include: ['{lib,cli,lab}/**/*.timed.test.ts'],
          exclude,
          // Promises about time are only kept by a machine that does nothing else.
          maxWorkers: 1,
        },
      },
    ],
  },
})
