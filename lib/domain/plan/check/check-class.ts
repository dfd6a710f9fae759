import { classRunbooks } from '../class-runbooks'
import { contradiction, type Finding } from '../finding'
import type { Path } from '../problem'
import type { DisasterClass } from '../schema/plan'
import { known, repeated } from './check-names'
import { checkPredicate } from './check-predicate'
import { nowhere } from './check-references'
import type { PlanIndex } from './index-plan'

/** A disaster class leads to runbooks that exist, and what is read can tell which of several it is. */
export function checkDisasterClass(index: PlanIndex, at: number): Finding[] {
  const disaster = index.plan.disasterClasses[at]
  if (disaster === undefined) return []
  const path = ['disasterClasses', at]
  return [
    ...(typeof disaster.runbook === 'string'
      ? known(index, 'runbooks', disaster.runbook, [...path, 'runbook'])
      : [
          ...classRunbooks(disaster).flatMap((id, position) =>
            known(index, 'runbooks', id, [...path, 'runbook', position]),
          ),
          ...repeated(classRunbooks(disaster), [...path, 'runbook']),
        ]),
    ...sameStart(index, disaster, [...path, 'runbook']),
    ...disaster.refusedWhen.flatMap(({ when }, position) =>
      checkPredicate(index, when, [...path, 'refusedWhen', position, 'when'], nowhere),
    ),
  ]
}

/** Of two that lead from one region to another the readings could never choose. */
function sameStart({ plan }: PlanIndex, disaster: DisasterClass, path: Path): Finding[] {
  const ways = classRunbooks(disaster).flatMap((id) => plan.runbooks.find((one) => one.id === id) ?? [])
  return ways.flatMap((runbook, position) => {
    const other = ways
      .slice(0, position)
      .find(
        ({ promotionBoundary, from, to }) =>
          promotionBoundary === runbook.promotionBoundary && from === runbook.from && to === runbook.to,
      )
    if (other === undefined || other.id === runbook.id) return []
    const message = `${other.id} and ${runbook.id} both lead from ${runbook.from} to ${runbook.to}: nothing that is read tells which one to take`
    return [contradiction([...path, position], 'same-way', message)]
  })
}
