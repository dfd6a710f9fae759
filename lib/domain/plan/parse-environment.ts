import { checkBindings } from './check/check-binding'
import { checkEnvironment } from './check/check-environment'
import { placeFindings, type Finding } from './finding'
import { describeIssues } from './parse/describe-issues'
import { fillVariables } from './parse/fill-variables'
import { mergeParts } from './parse/merge-parts'
import { sortProblems, type Problem, type SourceFile } from './problem'
import { Environment } from './schema/environment'
import type { Plan } from './schema/plan'

/**
 * Reads one environment file. `variables` fill `${...}` in endpoint values, from the caller alone. With a plan, checks
 * that everything the plan needs is bound; null where the plan itself could not be read.
 */
export function parseEnvironment(
  file: SourceFile,
  variables: Readonly<Record<string, string>>,
  plan: Plan | null,
): { environment: Environment | null; problems: Problem[] } {
  const { merged, problems } = mergeParts([file])
  if (merged === null) return { environment: null, problems: sortProblems(problems) }
  const { content, findings: variableFindings } = fillVariables(merged.content, variables)
  const result = Environment.safeParse(content)
  const isNew = (finding: Finding) => !variableFindings.some(({ path }) => path.join('/') === finding.path.join('/'))
  const findings = [
    ...variableFindings,
    ...(result.success ? [] : describeIssues(Environment, result.error.issues, content)),
    ...(result.success && plan !== null ? checkEnvironment(plan, result.data).filter(isNew) : []),
    ...(result.success ? checkBindings(result.data).filter(isNew) : []),
    ...(result.success ? checkFileName(file, result.data) : []),
  ]
  return {
    environment: result.success && findings.length === 0 ? result.data : null,
    problems: sortProblems(placeFindings(findings, merged.places)),
  }
}

/** People look for an environment by its file name and ask for it by its name: they are the same. */
function checkFileName(file: SourceFile, environment: Environment) {
  const called = file.path.split('/').at(-1) ?? ''
  const expected = called.replace(/\.ya?ml$/, '')
  if (expected === environment.name) return []
  const message = `name: the file is called ${called}, write ${expected} or rename it`
  return [{ path: ['name'], at: 'value', level: 'problem', code: 'file-name', message } as const]
}
