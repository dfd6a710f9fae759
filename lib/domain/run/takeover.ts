import type { Plan } from '../plan/schema/plan'
import type { Runbook } from '../plan/schema/runbook'
import type { ServingReading } from '../posture/serving'

/**
 * Why a runbook cannot move its promotion boundary now, by what is read; null where nothing read speaks against it.
 * What is not known is no refusal: it is said, and the plan's gates decide.
 */
export function takeoverRefusal(plan: Plan, runbook: Runbook, readings: readonly ServingReading[]): string | null {
  const reading = readings.find(({ promotionBoundary }) => promotionBoundary === runbook.promotionBoundary)
  if (reading === undefined || reading.serves.is !== 'known') return null
  const title = (id: string) => plan.regions.find((one) => one.id === id)?.title ?? id
  const { region } = reading.serves
  if (region === runbook.to)
    return `${title(region)} serves already, and ${runbook.title} leads there. Nothing could take over from it.`
  if (region !== runbook.from)
    return `${title(region)} serves, and ${runbook.title} leads out of ${title(runbook.from)}.`
  const standby = reading.regions.find((one) => one.region === runbook.to)?.standby
  if (standby?.verdict !== 'unmet') return null
  return `${title(runbook.to)} cannot take over. ${standby.why}.`
}
