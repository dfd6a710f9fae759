import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parse, YAMLParseError } from 'yaml'
import { z } from 'zod'
import { CommandError } from '@/cli/command-error'
import { Duration, Name } from '@/lib/domain/plan/schema/primitives'

/** A rehearsal as data. Whatever the plan, its people act by their duties; the scenario says only what happens to them. */
export const Scenario = z.strictObject({
  schema: z.literal('breakwater.scenario/1'),
  id: Name,
  title: z.string().min(1),
  environment: Name,
  class: Name,
  tiers: z.array(Name).min(1),
  breaks: z.array(z.array(z.string()).min(1)).min(1),
  whenProposed: z.array(z.array(z.string()).min(1)).default([]),
  acceptUnproven: z.boolean().default(false),
  acceptUnknownServing: z.boolean().default(false),
  fastScale: z.number().min(1),
  within: Duration,
})
export type Scenario = z.infer<typeof Scenario>

/** The scenario of this name in the plan's directory. Throws with the file and what is wrong in it. */
export async function readScenario(planDirectory: string, id: string, shownAs = planDirectory): Promise<Scenario> {
  const known = await scenarioNames(planDirectory)
  if (!known.includes(id)) {
    const there = known.length === 0 ? 'it has none' : `there ${known.length === 1 ? 'is' : 'are'} ${known.join(', ')}`
    throw new CommandError(`${shownAs} has no scenario ${id}; ${there}`, 2)
  }
  const path = join(planDirectory, 'scenarios', `${id}.yaml`)
  const text = await readFile(path, 'utf8')
  const parsed = Scenario.safeParse(readYaml(path, text))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new CommandError(`${path}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`)
}

/** The scenarios a plan's directory has, by name. Throws CommandError where there is no such directory. */
export async function scenarioNames(planDirectory: string): Promise<string[]> {
  const entries = await readdir(planDirectory).catch(() => {
    throw new CommandError(`${planDirectory}: there is no such directory`, 2)
  })
  if (!entries.includes('scenarios')) return []
  const files = await readdir(join(planDirectory, 'scenarios'))
  return files
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort()
}

function readYaml(path: string, text: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error
    throw new CommandError(`${path}: ${error.message}`)
  }
}
