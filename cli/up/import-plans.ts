import { createDatabase } from '@/lib/db/client'
import { formatProblem } from '@/lib/domain/plan/problem'
import { parsePlanDirectory } from '@/lib/domain/plan/parse-plan-directory'
import { importPlan } from '@/lib/services/import-plan'
import { readPlanDirectory } from '@/lib/services/read-plan-directory'
import { chooseSignIns, type SignIn } from './choose-sign-ins'

interface Options {
  databaseUrl: string
  directory: string
  environments: readonly string[]
  /** For `${...}` in the environments' addresses. */
  variables: Readonly<Record<string, string>>
  say: (line: string) => void
}

/**
 * Imports the plan that comes with the clone; the same content again changes nothing. Gives the sign-ins that a
 * failover takes, of those whose password is still that of the file. Throws with every problem.
 */
export async function importPlans({
  databaseUrl,
  directory,
  environments,
  variables,
  say,
}: Options): Promise<SignIn[]> {
  const database = createDatabase(databaseUrl, { connections: 2, name: 'breakwater-import' })
  try {
    const actor = { kind: 'console', part: 'set-up' } as const
    const files = await readPlanDirectory(directory)
    const result = await importPlan(database, { files, variables, environments, actor })
    if (!result.ok) {
      throw new Error([`${directory} is not imported:`, ...result.problems.map(formatProblem)].join('\n'))
    }
    const { key, hash, changed } = result.plan
    if (changed) say(`Imported plan ${key}, version ${hash.slice(0, 12)}.`)
    const unchanged = await database.user.findMany({ where: { passwordFromFile: true }, select: { login: true } })
    const logins = new Set(unchanged.map(({ login }) => login))
    const parsed = parsePlanDirectory(files, variables, environments)
    if (parsed.plan === null || parsed.directory === null) return []
    const approvals = parsed.plan.runbooks.flatMap((runbook) => runbook.approvals)
    return chooseSignIns(parsed.directory, approvals, logins)
  } finally {
    await database.$disconnect()
  }
}
