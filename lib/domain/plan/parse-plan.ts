import { checkPlan } from './check-plan'
import { placeFindings, type Finding } from './finding'
import { describeIssues } from './parse/describe-issues'
import { mergeParts } from './parse/merge-parts'
import { repair } from './parse/repair'
import type { SourceMap } from './parse/source-map'
import { sortProblems, type Path, type Problem, type SourceFile } from './problem'
import { Plan } from './schema/plan'

export interface ParsedPlan {
  /** Null while one problem stands. */
  plan: Plan | null
  problems: Problem[]
  /** What the plan's own figures say, computed; bars nothing. */
  notes: Problem[]
  /** Knows the place of everything in the plan, for checks that need more than the plan. Null when unreadable. */
  places: SourceMap | null
}

/**
 * Reads the files of a plan directory (without directory.yaml and environments/) as one plan and checks it. Gives
 * every problem at once: where a file is well-formed YAML, the schema's and the plan's own problems together.
 */
export function parsePlan(files: readonly SourceFile[]): ParsedPlan {
  const { merged, problems } = mergeParts(files)
  if (merged === null) return { plan: null, problems: sortProblems(problems), notes: [], places: null }
  const { content, places } = merged
  const result = Plan.safeParse(content)
  const findings = result.success
    ? checkPlan(result.data)
    : [...describeIssues(Plan, result.error.issues, content), ...checkRepaired(content)]
  const wrong = findings.filter(({ level }) => level === 'problem')
  return {
    plan: result.success && wrong.length === 0 ? result.data : null,
    problems: sortProblems(placeFindings(wrong, places)),
    notes: result.success
      ? sortProblems(
          placeFindings(
            findings.filter(({ level }) => level === 'info'),
            places,
          ),
        )
      : [],
    places,
  }
}

/** Fields that rules weigh against each other: with a placeholder in one of them a rule would judge the placeholder. */
const weighed = new Set([
  'after',
  'approvals',
  'bars',
  'commands',
  'destructive',
  'duties',
  'every',
  'expect',
  'expected',
  'gates',
  'hold',
  'id',
  'kind',
  'maxAge',
  'outside',
  'p50',
  'p95',
  'persons',
  'phase',
  'pointOfNoReturn',
  'proves',
  'readings',
  'role',
  'runbooks',
  'steps',
  'systems',
  'tiers',
  'timeout',
  'wayBack',
])

function checkRepaired(content: unknown): Finding[] {
  const mended = repair(Plan, content)
  if (mended === null) return []
  const { plan, repaired } = mended
  const rulesHold = !repaired.some((path) => weighed.has(String(path.at(-1))))
  return checkPlan(plan).filter(
    (finding) =>
      (rulesHold || finding.rule !== true) &&
      !repaired.some((path) => startsWith(finding.path, path) || echoes(finding, path)),
  )
}

/** Whether a finding only repeats that an id it looked for stands in a part that is broken itself. */
function echoes(finding: Finding, repaired: Path): boolean {
  return (finding.needs ?? []).some(
    (list) => startsWith(list, repaired) || (startsWith(repaired, list) && repaired.at(-1) === 'id'),
  )
}

function startsWith(path: Path, prefix: Path): boolean {
  return prefix.every((segment, index) => path[index] === segment)
}
