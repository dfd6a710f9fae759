import { contradiction, wrong, type Finding } from '../finding'
import { ancestors } from '../graph'
import { suggest } from '../parse/closest'
import type { Path } from '../problem'
import type { Runbook } from '../schema/runbook'

/**
 * One step is the point of no return: before it everything can be taken back, so every other step without a way back
 * comes after it; and nothing without a way back, and nothing destructive, is done while only arming.
 */
export function checkOneWay(runbook: Runbook, path: Path): Finding[] {
  const point = runbook.steps.find(({ id }) => id === runbook.pointOfNoReturn)
  const findings: Finding[] = []
  if (runbook.pointOfNoReturn !== null && point === undefined) {
    const ids = runbook.steps.map(({ id }) => id)
    const message = `no step ${runbook.pointOfNoReturn}: ${suggest(runbook.pointOfNoReturn, ids)}`
    findings.push(wrong([...path, 'pointOfNoReturn'], 'unknown-step', message, [[...path, 'steps']]))
  }
  if (point !== undefined && point.wayBack !== 'one-way') {
    const message = `${point.id} is ${point.wayBack}: the point of no return is a one-way step`
    findings.push(contradiction([...path, 'pointOfNoReturn'], 'point-of-no-return', message))
  }
  for (const [at, step] of runbook.steps.entries()) {
    const here: Path = [...path, 'steps', at]
    const arming = step.phase === 'declare' || step.phase === 'arm'
    const oneWay = step.wayBack === 'one-way'
    if (arming && (oneWay || step.destructive)) {
      const what = oneWay ? 'one-way' : 'destructive'
      findings.push(
        contradiction(
          [...here, 'phase'],
          'arming',
          `${step.id} is ${what}: it needs phase go or later, nothing before GO may be`,
        ),
      )
    }
    if (!oneWay) continue
    if (!step.destructive) {
      const message = `${step.id} is one-way: write destructive: true, so that it needs an approval`
      findings.push(contradiction([...here, 'wayBack'], 'not-destructive', message))
    }
    if (runbook.pointOfNoReturn === null) {
      const message = `${step.id} is one-way: name the runbook's pointOfNoReturn`
      findings.push(contradiction([...here, 'wayBack'], 'point-of-no-return', message))
    } else if (point !== undefined && step.id !== point.id && !ancestors(runbook.steps, step.id).has(point.id)) {
      const message = `${step.id} is one-way and does not come after the point of no return: add ${point.id} to its after`
      findings.push(contradiction([...here, 'wayBack'], 'point-of-no-return', message))
    }
  }
  return findings
}
