import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCleanUp } from '@/cli/rehearse/clean-up'
import { connectLab } from '@/cli/rehearse/connect-lab'
import { startLab } from '@/cli/rehearse/start-lab'
import type { Database } from '@/lib/db/client'
import type { PlanFiles } from '@/lib/domain/plan/parse-plan-directory'
import { Drill } from './drill'
import { labControl } from './lab-control'
import { quickPlan, quickScale, quickServiceTimes } from './quick-plan'

export interface Drills {
  /** A fresh incident-to-be: the lab as at its first start, this database, nobody at work yet. */
  drillOn(database: Database, databaseUrl: string, files?: PlanFiles, undo?: (() => Promise<unknown>)[]): Promise<Drill>
  stop(): Promise<void>
}

/** One lab; its drills follow one another. */
export async function startDrills(): Promise<Drills> {
  const directory = await mkdtemp(join(tmpdir(), 'breakwater-engine-'))
  await chmod(directory, 0o711)
  const cleanUp = createCleanUp()
  const lab = await startLab({
    dataDirectory: join(directory, 'lab'),
    timeScale: quickScale,
    serviceTimes: quickServiceTimes,
    onLost: (words) => void process.stderr.write(`${words}\n`),
    cleanUp,
  })
  const control = labControl(lab)
  return {
    async drillOn(database, databaseUrl, files, undo = []) {
      await control.reset()
      const say = () => undefined
      const asked = { files: files ?? (await quickPlan()), environment: 'lab', timeScale: quickScale, say }
      const connected = await connectLab(database, lab, asked)
      undo.push(connected.stop)
      return new Drill({ database, databaseUrl, planKey: connected.planKey, secrets: lab.secrets }, control, undo)
    },
    async stop() {
      await cleanUp.run()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
