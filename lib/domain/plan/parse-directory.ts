import { checkDirectory, untold } from './check/check-directory'
import { placeFindings } from './finding'
import { describeIssues } from './parse/describe-issues'
import { mergeParts } from './parse/merge-parts'
import { sortProblems, type Problem, type SourceFile } from './problem'
import { Directory } from './schema/environment'
import type { Plan } from './schema/plan'

/**
 * Reads directory.yaml: who may be seeded into an installation that knows nobody yet. `real` names the environments
 * they are for that are no lab.
 */
export function parseDirectory(
  file: SourceFile,
  plan: Plan | null,
  real: readonly string[] = [],
): { directory: Directory | null; problems: Problem[]; notes: Problem[] } {
  const { merged, problems } = mergeParts([file])
  if (merged === null) return { directory: null, problems: sortProblems(problems), notes: [] }
  const result = Directory.safeParse(merged.content)
  const findings = result.success
    ? checkDirectory(plan, result.data, real)
    : describeIssues(Directory, result.error.issues, merged.content)
  return {
    directory: result.success && findings.length === 0 ? result.data : null,
    problems: sortProblems(placeFindings(findings, merged.places)),
    notes: sortProblems(placeFindings(result.success && plan !== null ? untold(plan, result.data) : [], merged.places)),
  }
}
