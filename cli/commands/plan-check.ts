import { parsePlanDirectory } from '@/lib/domain/plan/parse-plan-directory'
import { canonicalEnvironment, canonicalPlan } from '@/lib/domain/plan/canonical-plan'
import { formatProblem } from '@/lib/domain/plan/problem'
import { readPlan } from '../plan/read-plan'
import { variablesOf } from '../plan/from-terminal'
import { print } from '../terminal'

/** `plan check DIR`. Gives the exit status: 0 fine, 1 problems found. Throws where there is no directory to read. */
export async function checkPlan(directory: string, options: { environment?: string; json?: true }): Promise<number> {
  const needed = options.environment === undefined ? [] : [options.environment]
  const files = await readPlan(directory)
  const { plan, environments, problems, notes } = parsePlanDirectory(files, variablesOf(files), needed)
  const refused = plan === null || problems.length > 0
  const bound = environments.map((one) => ({ name: one.name, hash: canonicalEnvironment(one).hash }))
  if (options.json) {
    const version = refused ? null : { key: plan.key, hash: canonicalPlan(plan).hash }
    print(JSON.stringify({ plan: version, environments: bound, problems, notes }, null, 2))
    return refused ? 1 : 0
  }
  for (const problem of problems) print(formatProblem(problem))
  for (const note of notes) print(`${formatProblem(note)} (note)`)
  if (refused) {
    print(`${count(problems.length, 'problem')}, nothing would be imported`)
    return 1
  }
  const steps = plan.runbooks.reduce((sum, runbook) => sum + runbook.steps.length, 0)
  const complete = bound.map(({ name, hash }) => `${name} ${hash.slice(0, 12)}`)
  print(
    `${plan.key} ${canonicalPlan(plan).hash.slice(0, 12)}: ${count(plan.tiers.length, 'tier')}, ${count(plan.runbooks.length, 'runbook')}, ` +
      `${count(steps, 'step')}; environments ${complete.join(', ') || 'none complete'}; no problem`,
  )
  return 0
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
