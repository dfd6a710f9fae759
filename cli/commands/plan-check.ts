import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { jsonSchemas } from '@/lib/domain/plan/json-schema'
import { parsePlanDirectory } from '@/lib/domain/plan/parse-plan-directory'
import { canonicalEnvironment, canonicalPlan } from '@/lib/domain/plan/canonical-plan'
import { formatProblem } from '@/lib/domain/plan/problem'
import { readPlanDirectory } from '@/lib/services/read-plan-directory'
import { typed, variablesOf } from '../plan/from-terminal'

const usage = `breakwater plan check DIR [--environment NAME]   check a plan, its environments and its people
breakwater plan import DIR --environment NAME ... import it, with these environments, into DATABASE_URL or what runs here
breakwater plan schema [DIR]                     write the JSON Schemas for editors, into plans/ unless DIR is given`

/** \`plan check\`, \`plan import\` and \`plan schema\`. Gives the exit status: 0 fine, 1 problems found, 2 not understood. */
export async function run(argv: string[]): Promise<number> {
  const [verb, ...rest] = argv[0] === 'plan' ? argv.slice(1) : argv
  try {
    if (verb === 'check') return await check(rest)
    if (verb === 'import') return await (await import('./plan-import')).importFrom(rest, usage)
    if (verb === 'schema') return await schema(rest)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    console.error(error.message)
    return 2
  }
  console.error(usage)
  return 2
}

async function check(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { environment: { type: 'string' } },
  })
  const [directory] = positionals
  if (directory === undefined || positionals.length > 1) {
    console.error(usage)
    return 2
  }
  const needed = values.environment === undefined ? [] : [values.environment]
  const files = await readPlanDirectory(typed(directory), directory)
  const { plan, environments, problems, notes } = parsePlanDirectory(files, variablesOf(files), needed)
  for (const problem of problems) console.log(formatProblem(problem))
  for (const note of notes) console.log(`${formatProblem(note)} (note)`)
  if (plan === null || problems.length > 0) {
    console.log(`${count(problems.length, 'problem')}, nothing would be imported`)
    return 1
  }
  const steps = plan.runbooks.reduce((sum, runbook) => sum + runbook.steps.length, 0)
  const bound = environments.map((one) => `${one.name} ${canonicalEnvironment(one).hash.slice(0, 12)}`)
  console.log(
    `${plan.key} ${canonicalPlan(plan).hash.slice(0, 12)}: ${count(plan.tiers.length, 'tier')}, ${count(plan.runbooks.length, 'runbook')}, ` +
      `${count(steps, 'step')}; environments ${bound.join(', ') || 'none complete'}; no problem`,
  )
  return 0
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

async function schema([given]: string[]): Promise<number> {
  const directory = given === undefined ? 'plans' : typed(given)
  await mkdir(directory, { recursive: true })
  for (const [name, content] of Object.entries(jsonSchemas())) {
    const file = join(directory, name)
    await writeFile(file, `${JSON.stringify(content, null, 2)}\n`)
    console.log(file)
  }
  return 0
}
