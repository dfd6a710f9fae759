import { effectsOf, type LabEffect } from '@/cli/rehearse/critical-path'
import { verifyDatabase } from '@/cli/journal/verify-database'
import { isLive, type RunState } from '@/lib/domain/run/state'
import { isBack } from '@/lib/domain/run/tier-now'
import type { Drill } from '../drill'

/** What must hold once all has healed and the run is over, as the targets and the database say it. */
export async function judge(drill: Drill, databaseUrl: string): Promise<void> {
  const run = await drill.run()
  if (isLive(run)) throw new Error(`the run is not over: ${run.status}`)
  // Who aborts the way back wants it to end there, with the rest in place.
  const back = run.status === 'rolled-back' || run.status === 'rollback-stopped'
  if (!back && run.status !== 'completed') throw new Error(`the run ended as ${run.status}`)
  if (!back && !isBack(await drill.state(), 'T0')) throw new Error('T0 is not back')
  const world = await drill.lab.state()
  const writer = back ? 'us-east-1' : 'us-west-2'
  if (world.writer !== writer) throw new Error(`${world.writer} writes, after a run that ended as ${run.status}`)
  await drill.expectSound(back ? 0 : 1, (effects) => doubledEffects(run, effects))
  const { ok, problems } = await verifyDatabase(databaseUrl)
  if (!ok) throw new Error(`the journal does not verify: ${JSON.stringify(problems)}`)
}

/**
 * What a target accepted twice: the same, with the same content. A person who asks a step again may want it done again,
 * and undo does to a target what was not done before.
 */
export function doubledEffects(run: RunState, effects: readonly LabEffect[]): string[] {
  const seen = new Map<string, LabEffect[]>()
  for (const effect of effects) {
    if (effect.outcome !== 'accepted') continue
    const name = `${effect.system}: ${effect.operation} ${effect.target} ${JSON.stringify(effect.parameters)}`
    seen.set(name, [...(seen.get(name) ?? []), effect])
  }
  const steps = Object.values(run.steps)
  return [...seen].flatMap(([name, same]) => {
    const by = steps.filter(({ id }) => effectsOf(run, id, same).length > 0)
    const asked = 1 + by.reduce((sum, { generation }) => sum + generation, 0)
    return same.length > asked ? [`${name} x${same.length}`] : []
  })
}
