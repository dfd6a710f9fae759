import type { FieldType } from '../../system/definition'
import { contradiction, wrong, type Finding } from '../finding'
import { findCycle } from '../graph'
import { suggest } from '../parse/closest'
import type { Path } from '../problem'
import type { Runbook } from '../schema/runbook'
import { checkApprovals } from './check-approvals'
import { checkGates } from './check-gates'
import { duplicates, known } from './check-names'
import { checkOneWay } from './check-one-way'
import { checkField } from './check-predicate'
import { nowhere } from './check-references'
import { checkEnds } from './check-serving'
import { checkStep } from './check-step'
import type { PlanIndex } from './index-plan'

export function checkRunbook(index: PlanIndex, runbook: Runbook, path: Path): Finding[] {
  const stepsPath = [...path, 'steps']
  return [
    ...known(index, 'regions', runbook.from, [...path, 'from']),
    ...known(index, 'regions', runbook.to, [...path, 'to']),
    ...(runbook.from === runbook.to
      ? [wrong([...path, 'to'], 'same-region', 'a runbook leads to another region')]
      : []),
    ...checkBoundary(index, runbook, path),
    ...checkEnds(index, runbook, path),
    ...checkLoss(index, runbook, path),
    ...duplicates(runbook.steps, stepsPath, 'step'),
    ...duplicates(runbook.gates, [...path, 'gates'], 'gate'),
    ...duplicates(runbook.approvals, [...path, 'approvals'], 'approval rule'),
    ...checkCycles(runbook, stepsPath),
    ...checkProofs(runbook, stepsPath),
    ...runbook.steps.flatMap((step, at) => checkStep(index, runbook, step, [...stepsPath, at], stepsPath)),
    ...checkOneWay(runbook, path),
    ...checkGates(index, runbook, path),
    ...checkApprovals(index, runbook, path),
  ]
}

function checkBoundary(index: PlanIndex, runbook: Runbook, path: Path): Finding[] {
  const boundaries = index.plan.links.map(({ promotionBoundary }) => promotionBoundary)
  if (boundaries.includes(runbook.promotionBoundary)) return []
  const message = `no link has the promotion boundary ${runbook.promotionBoundary}: ${suggest(runbook.promotionBoundary, [...new Set(boundaries)])}`
  return [wrong([...path, 'promotionBoundary'], 'unknown-boundary', message, [['links']])]
}

function checkLoss(index: PlanIndex, { loss, promotionBoundary }: Runbook, path: Path): Finding[] {
  if (loss === null) return []
  const at = (key: string): Path => [...path, 'loss', key]
  const { measured, ratePerSecond: rate } = loss
  const measuredField = (key: 'when' | 'seconds' | 'count', type: FieldType) =>
    measured === undefined ? [] : checkField(index, measured[key], [...at('measured'), key], type, nowhere).findings
  return [
    ...known(index, 'links', loss.link, at('link')),
    ...checkLossLink(index, loss.link, promotionBoundary, at('link')),
    ...(loss.bound > 0
      ? []
      : [contradiction(at('bound'), 'bound', 'a bound of nothing voids every approval: raise it')]),
    ...checkField(index, loss.acknowledged, at('acknowledged'), 'time', nowhere).findings,
    ...checkField(index, loss.readable, at('readable'), 'time', nowhere).findings,
    ...(rate === undefined ? [] : checkField(index, rate, at('ratePerSecond'), 'number', nowhere).findings),
    ...measuredField('when', 'flag'),
    ...measuredField('seconds', 'number'),
    ...measuredField('count', 'number'),
  ]
}

/** The loss of a promotion is that of what it promotes. */
function checkLossLink(index: PlanIndex, name: string, boundary: string, path: Path): Finding[] {
  const link = index.plan.links.find(({ id }) => id === name)
  if (link === undefined || link.promotionBoundary === boundary) return []
  const message = `${name} belongs to the promotion boundary ${link.promotionBoundary}, this runbook promotes ${boundary}`
  return [contradiction(path, 'other-boundary', message)]
}

/** Every circle that shares no step with one already named; mending those may leave others, but none unsaid is apart. */
function checkCycles(runbook: Runbook, stepsPath: Path): Finding[] {
  const findings: Finding[] = []
  let left = runbook.steps
  for (let cycle = findCycle(left); cycle !== null; cycle = findCycle(left)) {
    findings.push(circle(runbook, cycle, stepsPath))
    const said = new Set(cycle)
    left = left.filter(({ id }) => !said.has(id))
  }
  return findings
}

function circle(runbook: Runbook, cycle: readonly string[], stepsPath: Path): Finding {
  const position = Math.min(...cycle.map((id) => runbook.steps.findIndex((step) => step.id === id)))
  const first = runbook.steps[position]
  const edge = first?.after.findIndex((id) => cycle.includes(id)) ?? 0
  const message = `steps wait for each other in a circle: ${cycle.join(' -> ')}`
  return wrong([...stepsPath, position, 'after', Math.max(edge, 0)], 'cycle', message, [stepsPath])
}

/** One step proves a tier: two would give it two times of recovery. */
function checkProofs(runbook: Runbook, stepsPath: Path): Finding[] {
  const provedBy = new Map<string, string>()
  return runbook.steps.flatMap((step, at) =>
    step.proves.flatMap((tier, position) => {
      const other = provedBy.get(tier)
      if (other === undefined) {
        provedBy.set(tier, step.id)
        return []
      }
      return [
        contradiction([...stepsPath, at, 'proves', position], 'proved-twice', `${tier} is proven by ${other} already`),
      ]
    }),
  )
}
