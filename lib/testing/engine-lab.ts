import { vi } from 'vitest'
import type { PlanFiles } from '@/lib/domain/plan/parse-plan-directory'
import type { Drill } from './drill'
import { startDrills, type Drills } from './start-drills'
import { createTestDatabase } from './test-database'

// A drill takes seconds on a quiet machine; what it waits for has limits of its own, which say what is missing.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 })

export interface EngineLab extends Drills {
  /** On a database of its own, which ends with it. */
  drill(files?: PlanFiles): Promise<Drill>
}

/** One lab for a test file; its drills follow one another. */
export async function startEngineLab(): Promise<EngineLab> {
  const drills = await startDrills()
  return {
    ...drills,
    async drill(files) {
      const own = await createTestDatabase()
      return drills.drillOn(own.database, own.url, files, [() => own.drop()])
    },
  }
}
