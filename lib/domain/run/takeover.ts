import type { Plan } from '../plan/schema/plan'
import type { Runbook } from '../plan/schema/runbook'
import type { ServingReading } from '../posture/serving'
import { runbookOf } from './resolve-step'
import type { RunState } from './state'

/**
 * Why a runbook cannot move its promotion boundary now, by what is read; null where nothing read speaks against it.
 * What is not known is no refusal: it is said, and the plan's gates decide. But where nothing can be read, a runbook
 * that leads to where this incident's own runs have already moved it leads nowhere.
 */
export function takeoverRefusal(
  plan: Plan,
  runbook: Runbook,
  readings: readonly ServingReading[],
  runs: readonly RunState[],
): string | null {
  const reading = readings.find(({ promotionBoundary }) => promotionBoundary === runbook.promotionBoundary)
  if (reading === undefined) return null
  const title = (id: string) => plan.regions.find((one) => one.id === id)?.title ?? id
  if (reading.serves.is === 'unknown' && movedTo(plan, runs, runbook.promotionBoundary) === runbook.to)
    return (
      `${title(runbook.to)} is where it runs and it does not answer: nothing to fail over to. ` +
      `Wait for ${title(runbook.to)} or heal it.`
    )
  if (reading.serves.is !== 'known') return null
  const { region } = reading.serves
  if (region === runbook.to)
    return `${title(region)} serves already, and ${runbook.title} leads there. Nothing could take over from it.`
  if (region !== runbook.from)
    return `${title(region)} serves, and ${runbook.title} leads out of ${title(runbook.from)}.`
  const standby = reading.regions.find((one) => one.region === runbook.to)?.standby
  if (standby?.verdict !== 'unmet') return null
  return `${title(runbook.to)} cannot take over. ${standby.why}.`
}

/** Where the newest point of no return that these runs crossed has moved a promotion boundary; null: nowhere. */
export function movedTo(plan: Plan, runs: readonly RunState[], promotionBoundary: string): string | null {
  const run = runs.findLast((one) => one.promotionBoundary === promotionBoundary && one.pointOfNoReturn !== null)
  return run === undefined ? null : runbookOf(plan, run.runbook).to
}
