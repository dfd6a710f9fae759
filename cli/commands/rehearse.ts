import { parseArgs } from 'node:util'
import { playScript } from '@/cli/rehearse/play-script'
import type { LabEffect } from '@/cli/rehearse/critical-path'
import { readScenario } from '@/cli/rehearse/scenario'
import { startStack } from '@/cli/rehearse/start-stack'
import { isClean, summarise, type RehearsalResult } from '@/cli/rehearse/summarise'
import { foldIncident } from '@/lib/db/incident/incident-stream'
import { loadEnvironment, loadPlan } from '@/lib/db/load-plan'
import { readStreamPages } from '@/lib/db/read-stream'
import { verifyChain } from '@/lib/domain/journal/chain'
import type { PositionedEntry } from '@/lib/domain/journal/entry'
import { readPlanDirectory } from '@/lib/services/read-plan-directory'

/**
 * `breakwater rehearse --plan DIR --scenario NAME [--fast] [--json]`: the whole failover against a lab of its own, with
 * scripted people. Exit 0 only if every tier the scenario names came back, nothing was done twice, the journal
 * verifies, and no promise was missed that the plan's own figures could keep.
 */
export async function run(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      plan: { type: 'string', default: 'plans/orderflow' },
      scenario: { type: 'string', default: 'region-loss' },
      fast: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  const say = (line: string) => console.error(line)
  const scenario = await readScenario(values.plan, values.scenario)
  const timeScale = values.fast ? scenario.fastScale : 1
  const { environment } = scenario
  const files = await readPlanDirectory(values.plan)
  const stack = await startStack({ files, environment, timeScale, say })
  // Whoever ends a rehearsal early must not leave its lab and database running.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stack.stop().finally(() => process.exit(1)))
  let result: RehearsalResult
  try {
    await stack.startWorker()
    const played = await playScript(stack, scenario, say)
    const state = await foldIncident(stack.database, played.incidentId)
    if (state === null) throw new Error('the incident has no stream')
    const entries: PositionedEntry[] = []
    for await (const page of readStreamPages(stack.database, `incident:${state.id}`)) entries.push(...page)
    result = summarise({
      scenario: scenario.id,
      plan: await loadPlan(stack.database, state.plan.hash),
      planHash: state.plan.hash,
      environment: await loadEnvironment(stack.database, state.environment.hash),
      state,
      tiers: scenario.tiers,
      stuck: played.stuck,
      effects: JSON.parse(await stack.lab(['effects'])) as LabEffect[],
      chain: { entries: entries.length, report: verifyChain(entries) },
    })
  } finally {
    await stack.stop()
  }
  console.log(values.json ? JSON.stringify(result, null, 2) : inWords(result))
  return isClean(result) ? 0 : 1
}

function inWords(result: RehearsalResult): string {
  const seconds = (value: number | null) => (value === null ? 'not measured' : `${value.toFixed(1)} s`)
  return [
    `${result.scenario}: ${result.outcome}, time scale ${result.timeScale}`,
    ...result.tiers.map(
      (t) =>
        `${t.tier}  from impact ${seconds(t.rtoFromImpactSeconds)}, from declaration ${seconds(t.rtoFromDeclarationSeconds)}` +
        ` (${t.rtoVerdict}), loss ${seconds(t.rpoSeconds)} (${t.rpoVerdict})`,
    ),
    `GO to recovery ${seconds(result.makespanSeconds)}, critical path ${seconds(result.criticalPathSeconds)}`,
    `double effects ${result.doubleEffects}, journal ${result.journal.entries} entries, ${result.journal.verified ? 'verified' : 'BROKEN'}`,
  ].join('\n')
}
