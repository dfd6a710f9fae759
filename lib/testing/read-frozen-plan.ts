import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { canonicalEnvironment, canonicalPlan } from '@/lib/domain/plan/canonical-plan'
import { parseEnvironment } from '@/lib/domain/plan/parse-environment'
import { parsePlan } from '@/lib/domain/plan/parse-plan'
import type { SourceFile } from '@/lib/domain/plan/problem'
import type { Environment } from '@/lib/domain/plan/schema/environment'
import type { Plan } from '@/lib/domain/plan/schema/plan'

const directory = fileURLToPath(new URL('./frozen-plan', import.meta.url))

export interface FrozenPlan {
  plan: Plan
  planHash: string
  environment: Environment
  environmentHash: string
}

let frozen: FrozenPlan | undefined

/** The plan that rules are tested on, and its lab environment, read as an import reads them. It never changes with the frozen. */
export function frozenPlan(): FrozenPlan {
  return (frozen ??= readFrozen())
}

function readFrozen(): FrozenPlan {
  const files: SourceFile[] = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml') && path !== 'directory.yaml' && !/^(environments|scenarios)\//.test(path))
    .map((path) => ({ path, text: readFileSync(`${directory}/${path}`, 'utf8') }))
  const { plan, problems } = parsePlan(files)
  if (plan === null) throw new Error(`the frozen plan is broken: ${JSON.stringify(problems)}`)
  const text = readFileSync(`${directory}/environments/lab.yaml`, 'utf8')
  const names = [...text.matchAll(/\$\{(LAB_[A-Z0-9_]+)\}/g)].map(([, name = '']) => name)
  const variables = Object.fromEntries(names.map((name) => [name, 'http://127.0.0.1:9']))
  const parsed = parseEnvironment({ path: 'environments/lab.yaml', text }, variables, plan)
  if (parsed.environment === null) throw new Error(`the lab environment is broken: ${JSON.stringify(parsed.problems)}`)
  return {
    plan,
    planHash: canonicalPlan(plan).hash,
    environment: parsed.environment,
    environmentHash: canonicalEnvironment(parsed.environment).hash,
  }
}
