import { decideIncident } from '@/lib/db/incident/decide-incident'
import { foldIncident, forgetStates } from '@/lib/db/incident/fold-incident'
import { runbookOf } from '@/lib/domain/run/resolve-step'
import { working } from '@/lib/testing/every-command'
import { fillPeople, fillPlan, writeStory } from '@/lib/testing/fill-desk'
import { IncidentStory } from '@/lib/testing/incident-story'
import { widePlan } from '@/lib/testing/simulation/simulated-plan'
import { withPostgres } from './postgres'
import { spread } from './spread'

const small = 20
const sizes = [small, 200, 2_000]
const steps = 20
const rounds = 5

/** Milliseconds that one entry costs, from its command to its commit: intents and withdrawals of steps, in turns. */
async function costs(width: number): Promise<number[]> {
  return withPostgres(async ({ database }) => {
    const sample = widePlan(width)
    await fillPlan(database, sample)
    await fillPeople(database, sample.plan.key)
    const story = new IncidentStory('live', sample)
    story.by('mara-okafor', { type: 'declare-incident', class: 'region-failure', statement: 'it is dark' })
    story.by('mara-okafor', {
      type: 'start-run',
      runbook: runbookOf(sample.plan, sample.plan.runbooks[0]?.id ?? '').id,
    })
    const { id } = await writeStory(database, story)
    const runId = story.runId()
    const intend = async (step: string, attempt: number) => {
      const of = { runId, step }
      const intent = { type: 'intend-step', ...of, kind: 'act', before: {}, sendWithinMilliseconds: 2_000 } as const
      const intended = await decideIncident(database, id, intent, working)
      const word = { type: 'withdraw-attempt', ...of, attempt, reason: 'a measurement' } as const
      const withdrawn = await decideIncident(database, id, word, working)
      if (!intended.ok || !withdrawn.ok) throw new Error(`${step}: ${JSON.stringify([intended, withdrawn])}`)
    }
    const measured: number[] = []
    for (let round = 0; round <= rounds; round += 1) {
      const began = performance.now()
      for (let index = 1; index <= steps; index += 1) await intend(`W${index}`, round + 1)
      // The first round pays for plans and pages.
      if (round > 0) measured.push((performance.now() - began) / steps / 2)
    }
    forgetStates()
    const cold = performance.now()
    const state = await foldIncident(database, id)
    console.log(`  cold fold of ${state?.sequence} entries: ${(performance.now() - cold).toFixed(0)} ms`)
    return measured
  }, 2)
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
let base = NaN
for (const width of sizes) {
  const measured = await costs(width)
  if (width === small) base = median(measured)
  console.log(
    `an entry in a plan of ${width} steps: ${spread(measured)} ms, ${(median(measured) / base).toFixed(2)} times`,
  )
}
