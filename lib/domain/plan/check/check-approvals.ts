import { contradiction, type Finding } from '../finding'
import type { Path } from '../problem'
import type { Tell } from '../schema/notice'
import type { Runbook } from '../schema/runbook'
import { known, knownStep, repeated } from './check-names'
import type { PlanIndex } from './index-plan'

/** Every destructive step stands under exactly one rule, and a rule names duties whose holders may approve. */
export function checkApprovals(index: PlanIndex, runbook: Runbook, path: Path): Finding[] {
  const coveredBy = new Map<string, string>()
  const findings = runbook.approvals.flatMap((rule, at) => {
    const here: Path = [...path, 'approvals', at]
    return [
      ...rule.steps.flatMap((name, position) => {
        const other = coveredBy.get(name)
        coveredBy.set(name, other ?? rule.id)
        const place = [...here, 'steps', position]
        if (other !== undefined && other !== rule.id) {
          return [contradiction(place, 'covered-twice', `${name} is covered by ${other} already`)]
        }
        return knownStep(runbook, name, place, [...path, 'steps'])
      }),
      ...repeated(rule.steps, [...here, 'steps']),
      ...repeated(rule.duties, [...here, 'duties']),
      ...(rule.tell ?? []).flatMap((tell, position) => checkTell(index, tell, [...here, 'tell', position])),
      ...repeated(
        (rule.tell ?? []).map(({ by }) => by),
        [...here, 'tell'],
      ),
      ...rule.duties.flatMap((duty, position) => checkDuty(index, duty, [...here, 'duties', position])),
      ...(rule.persons <= rule.duties.length
        ? []
        : [
            contradiction(
              [...here, 'persons'],
              'too-few-duties',
              `${rule.persons} persons cannot approve under ${rule.duties.length} duties: each duty has one holder`,
            ),
          ]),
      ...(rule.expires > 0
        ? []
        : [contradiction([...here, 'expires'], 'expires', 'an approval lasts longer than nothing')]),
    ]
  })
  const uncovered = runbook.steps.flatMap((step, at) => {
    if (!step.destructive || coveredBy.has(step.id)) return []
    const message = `${step.id} is destructive: add it to the steps of an approval rule`
    return [contradiction([...path, 'steps', at, 'destructive'], 'not-covered', message)]
  })
  return [...findings, ...uncovered]
}

/** A way of telling goes by a system of the kind of its name. */
function checkTell(index: PlanIndex, { by, system }: Tell, path: Path): Finding[] {
  const found = index.systems.get(system)
  if (found === undefined) return known(index, 'systems', system, [...path, 'system'])
  if (found.kind === by) return []
  return [
    contradiction(
      [...path, 'system'],
      'system-kind',
      `telling by ${by} needs a system of kind ${by}, ${system} is ${found.kind}`,
    ),
  ]
}

function checkDuty(index: PlanIndex, name: string, path: Path): Finding[] {
  const duty = index.plan.duties.find(({ id }) => id === name)
  if (duty === undefined) return known(index, 'duties', name, path)
  if (duty.role === 'approver') return []
  return [
    contradiction(
      path,
      'not-an-approver',
      `${name} is a duty of role ${duty.role}: only approvers' duties can approve`,
    ),
  ]
}
