import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
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
  fastScale: z.number().min(1),
  within: Duration,
})
export type Scenario = z.infer<typeof Scenario>

/** The scenario of this name in the plan's directory. Throws with the file and what is wrong in it. */
export async function readScenario(planDirectory: string, id: string): Promise<Scenario> {
  if (!Name.safeParse(id).success) throw new Error(`${id} is no name of a scenario`)
  const path = join(planDirectory, 'scenarios', `${id}.yaml`)
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Error(`${path}: there is no such scenario`)
  })
  const parsed = Scenario.safeParse(parse(text))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new Error(`${path}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`)
}
