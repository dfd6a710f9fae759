import { createCleanUp } from './clean-up'
import type { LabEffect } from './critical-path'
import { endOnSignal } from './end-on-signal'
import { keepEvidence } from './keep-evidence'
import { playScript, type Played } from './play-script'
import type { Scenario } from './scenario'
import { startStack, type Stack } from './start-stack'
import { isClean, summarise, type RehearsalResult } from './summarise'
import { foldIncident } from '@/lib/db/incident/fold-incident'
import { loadEnvironment, loadPlan } from '@/lib/db/load-plan'
import { readStreamPages } from '@/lib/db/read-stream'
import { verifyChain } from '@/lib/domain/journal/chain'
import type { PositionedEntry } from '@/lib/domain/journal/entry'
import { readPlanDirectory } from '@/lib/services/read-plan-directory'
import { complain, print } from '../terminal'

interface Rehearsal {
  directory: string
  scenario: Scenario
  fast: boolean
  json: boolean
  /** Where the evidence is kept; null where nobody wants it. */
  evidence: { file: string; force: boolean } | null
}

/**
 * The whole failover against a lab of its own, with scripted people. Gives 0 only if every tier the scenario names came
 * back, nothing was done twice, the journal verifies, and no promise was missed that the plan's own figures could keep.
 */
export async function runRehearsal({ directory, scenario, fast, json, evidence }: Rehearsal): Promise<number> {
  const say = (line: string) => complain(line)
  const timeScale = fast ? scenario.fastScale : 1
  const files = await readPlanDirectory(directory)
  const cleanUp = createCleanUp()
  endOnSignal(cleanUp)
  try {
    const stack = await startStack({ files, environment: scenario.environment, timeScale, say, cleanUp })
    await stack.startWorker()
    try {
      const result = await measure(stack, scenario, await playScript(stack, scenario, say))
      print(json ? JSON.stringify(result, null, 2) : inWords(result))
      return isClean(result) ? 0 : 1
    } finally {
      // Also of a rehearsal that broke off: that is when somebody wants to read it.
      const incident = evidence === null ? null : await stack.database.incident.findFirst({ select: { id: true } })
      if (evidence !== null && incident === null) say('no incident: there is no evidence to keep')
      if (evidence !== null && incident !== null) {
        await keepEvidence(stack.database, incident.id, evidence)
        say(`evidence kept in ${evidence.file}`)
      }
    }
  } finally {
    await cleanUp.run()
  }
}

async function measure(stack: Stack, scenario: Scenario, played: Played): Promise<RehearsalResult> {
  const state = await foldIncident(stack.database, played.incidentId)
  if (state === null) throw new Error('the incident has no stream')
  const entries: PositionedEntry[] = []
  for await (const page of readStreamPages(stack.database, `incident:${state.id}`)) entries.push(...page)
  return summarise({
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
