import { parseDirectory } from './parse-directory'
import { parseEnvironment } from './parse-environment'
import { parsePlan } from './parse-plan'
import { sortProblems, type Problem, type SourceFile } from './problem'
import type { Directory, Environment } from './schema/environment'
import type { Plan } from './schema/plan'

/** A plan directory as read: the plan's own files, environments/*.yaml, and directory.yaml. */
export interface PlanFiles {
  plan: SourceFile[]
  environments: SourceFile[]
  directory: SourceFile | null
}

export interface ParsedPlanDirectory {
  plan: Plan | null
  /** The ones asked for, and any other that is complete. */
  environments: Environment[]
  directory: Directory | null
  problems: Problem[]
  notes: Problem[]
}

/**
 * Parses and checks all of a plan directory. Environments in `needed` must have every variable; elsewhere a variable
 * that is not set is only noted, so that a plan can be checked without the lab it would run in.
 */
export function parsePlanDirectory(
  files: PlanFiles,
  variables: Readonly<Record<string, string>>,
  needed: readonly string[],
): ParsedPlanDirectory {
  const { plan, problems, notes } = parsePlan(files.plan)
  const all = { problems: [...problems], notes: [...notes] }
  const environments = files.environments.flatMap((file) => {
    const parsed = parseEnvironment(file, variables, plan)
    const required = needed.includes(environmentName(file))
    const noted = (problem: Problem) => !required && problem.code === 'missing-variable'
    all.problems.push(...parsed.problems.filter((problem) => !noted(problem)))
    all.notes.push(...inOneNote(parsed.problems.filter(noted)))
    return parsed.environment ?? []
  })
  all.problems.push(...sameName(files.environments))
  for (const name of needed.filter((one) => !files.environments.some((file) => environmentName(file) === one))) {
    const known = files.environments.map(environmentName).join(', ') || 'none'
    const message = `no environment ${name} in environments/: there is ${known}`
    all.problems.push({ file: files.plan[0]?.path ?? '.', line: 1, column: 1, code: 'missing-environment', message })
  }
  const real = environments.filter(({ name, lab }) => needed.includes(name) && !lab).map(({ name }) => name)
  const directory = files.directory === null ? null : parseDirectory(files.directory, plan, real)
  all.problems.push(...(directory?.problems ?? []))
  all.notes.push(...(directory?.notes ?? []))
  return {
    plan,
    environments,
    directory: directory?.directory ?? null,
    problems: sortProblems(all.problems),
    notes: sortProblems(all.notes),
  }
}

/** A file that waits for a running lab misses dozens of variables for one reason: said once, at the first. */
function inOneNote(missing: readonly Problem[]): Problem[] {
  const [first, ...more] = missing
  if (first === undefined) return []
  return [
    { ...first, message: more.length === 0 ? first.message : `${first.message}; so are ${more.length} more values` },
  ]
}

function environmentName(file: SourceFile): string {
  return (file.path.split('/').at(-1) ?? '').replace(/\.ya?ml$/, '')
}

/** An environment is asked for by its name alone: of two, nobody could say which one is meant. */
function sameName(files: readonly SourceFile[]): Problem[] {
  const first = new Map<string, string>()
  return files.flatMap((file) => {
    const name = environmentName(file)
    const other = first.get(name)
    first.set(name, other ?? file.path)
    if (other === undefined) return []
    const message = `there is an environment ${name} already, ${other}: rename one`
    return [{ file: file.path, line: 1, column: 1, code: 'duplicate-environment', message }]
  })
}
