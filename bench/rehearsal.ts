import { execFileSync } from 'node:child_process'
import type { RehearsalResult } from '@/cli/rehearse/summarise'
import { spread } from './spread'

const runs = 5

/** What the engine adds: GO to recovery, against the critical path from the lab's own log, of fast rehearsals. */
const plan = ['--plan', 'plans/orderflow', '--scenario', 'region-loss']
const args = ['cli/breakwater.js', 'rehearse', ...plan, '--fast', '--json']
const ratios: number[] = []
for (let run = 0; run < runs; run += 1) {
  const printed = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  const { makespanSeconds, criticalPathSeconds } = JSON.parse(printed) as RehearsalResult
  if (makespanSeconds === null || criticalPathSeconds === null) throw new Error(`run ${run + 1} did not recover`)
  ratios.push(makespanSeconds / criticalPathSeconds)
  console.log(`run ${run + 1}: ${makespanSeconds} s, critical path ${criticalPathSeconds} s`)
}
console.log(`GO to recovery takes ${spread(ratios)} times the critical path, ${runs} fast rehearsals`)
