import { parseArgs } from 'node:util'
import { formatProblem } from '@/lib/domain/plan/problem'
import { readPlanDirectory } from '@/lib/services/read-plan-directory'
import { databaseHere, typed, variablesOf } from '../plan/from-terminal'

/**
 * `plan import DIR --environment NAME ...`: whoever holds the database's URL may import; the journal says it came from
 * the command line. Gives the exit status: 0 imported or unchanged, 1 problems found, 2 not understood.
 */
export async function importFrom(argv: string[], usage: string): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { environment: { type: 'string', multiple: true } },
  })
  const [directory] = positionals
  const environments = values.environment ?? []
  if (directory === undefined || positionals.length > 1 || environments.length === 0) {
    console.error(usage)
    return 2
  }
  const url = databaseHere()
  if (url === undefined) return 2
  // Loaded only here: checking a plan needs no database client.
  const { createDatabase } = await import('@/lib/db/client')
  const { importPlan } = await import('@/lib/services/import-plan')
  const files = await readPlanDirectory(typed(directory), directory)
  const database = createDatabase(url, { connections: 2, name: 'breakwater-import' })
  try {
    const actor = { kind: 'console', part: 'command line' } as const
    const result = await importPlan(database, { files, variables: variablesOf(files), environments, actor })
    if (!result.ok) {
      for (const problem of result.problems) console.log(formatProblem(problem))
      console.log('nothing was imported')
      return 1
    }
    for (const { what, hash, changed } of [
      { what: `plan ${result.plan.key}`, ...result.plan },
      ...result.environments.map((one) => ({ what: `environment ${one.name}`, ...one })),
    ]) {
      console.log(`${what} ${hash.slice(0, 12)} ${changed ? 'imported' : 'unchanged'}`)
    }
    if (result.seeded.length > 0) console.log(`people added: ${result.seeded.join(', ')}`)
    return 0
  } finally {
    await database.$disconnect()
  }
}
