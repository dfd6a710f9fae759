import { formatProblem } from '@/lib/domain/plan/problem'
import { databaseHere, variablesOf } from '../plan/from-terminal'
import { readPlan } from '../plan/read-plan'
import { print } from '../terminal'

/**
 * `plan import DIR --environment NAME ...`: whoever holds the database's URL may import; the journal says it came from
 * the command line. Gives the exit status: 0 imported or unchanged, 1 problems found.
 */
export async function importFrom(
  directory: string,
  { environment: environments, json }: { environment: string[]; json?: true },
): Promise<number> {
  const url = databaseHere()
  // Loaded only here: checking a plan needs no database client.
  const { createDatabase } = await import('@/lib/db/client')
  const { importPlan } = await import('@/lib/services/import-plan')
  const files = await readPlan(directory)
  const database = createDatabase(url, { connections: 2, name: 'breakwater-import' })
  try {
    const actor = { kind: 'console', part: 'command line' } as const
    const result = await importPlan(database, { files, variables: variablesOf(files), environments, actor })
    if (json) {
      print(JSON.stringify(result, null, 2))
      return result.ok ? 0 : 1
    }
    if (!result.ok) {
      for (const problem of result.problems) print(formatProblem(problem))
      print('nothing was imported')
      return 1
    }
    for (const { what, hash, changed } of [
      { what: `plan ${result.plan.key}`, ...result.plan },
      ...result.environments.map((one) => ({ what: `environment ${one.name}`, ...one })),
    ]) {
      print(`${what} ${hash.slice(0, 12)} ${changed ? 'imported' : 'unchanged'}`)
    }
    if (result.seeded.length > 0) print(`people added: ${result.seeded.join(', ')}`)
    return 0
  } finally {
    await database.$disconnect()
  }
}
