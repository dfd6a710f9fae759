import { classRunbooks } from '../plan/class-runbooks'
import type { DisasterClass, Plan } from '../plan/schema/plan'
import type { Runbook } from '../plan/schema/runbook'
import type { ServingReading } from '../posture/serving'
import { runbookOf } from './resolve-step'
import type { RunState } from './state'
import { movedTo, takeoverRefusal } from './takeover'

export interface RunbookChoice {
  /** The one that is offered, or, where none fits, the one the refusal is about; null where the class has none. */
  runbook: Runbook | null
  /** Why none of them can move anything now, naming the regions; null where the one above may. */
  refusal: string | null
}

/**
 * The runbook of a class that leads out of the region that serves now, to one that could take over. Where nobody can
 * tell which region serves, it runs where this incident's own runs have moved it; else the first in the plan's order: GO
 * then asks for a recorded acceptance.
 */
export function chooseRunbook(
  plan: Plan,
  disaster: DisasterClass,
  readings: readonly ServingReading[],
  runs: readonly RunState[],
): RunbookChoice {
  const judged = classRunbooks(disaster).map((id) => {
    const runbook = runbookOf(plan, id)
    const reading = readings.find(({ promotionBoundary }) => promotionBoundary === runbook.promotionBoundary)
    const region =
      reading?.serves.is === 'known'
        ? reading.serves.region
        : reading?.serves.is === 'unknown'
          ? movedTo(plan, runs, runbook.promotionBoundary)
          : null
    const standby = reading?.regions.find((one) => one.region === runbook.to)?.standby?.verdict ?? null
    return { runbook, region, standby, refusal: takeoverRefusal(plan, runbook, readings, runs) }
  })
  const [first] = judged
  if (first === undefined) return { runbook: null, refusal: null }
  const fit = judged.filter(({ refusal }) => refusal === null)
  const chosen =
    fit.find(({ region, standby }) => region !== null && standby === 'met') ??
    fit.find(({ region }) => region !== null) ??
    fit[0]
  if (chosen !== undefined) return { runbook: chosen.runbook, refusal: null }
  const leading = judged.filter(({ runbook, region }) => runbook.from === region)
  return {
    runbook: (leading[0] ?? first).runbook,
    refusal:
      judged.length === 1
        ? first.refusal
        : leading.length > 0
          ? leading.map(({ refusal }) => refusal).join(' ')
          : noneLeadsOut(plan, disaster, judged),
  }
}

function noneLeadsOut(
  plan: Plan,
  disaster: DisasterClass,
  judged: readonly { runbook: Runbook; region: string | null }[],
): string {
  const title = (id: string) => plan.regions.find((one) => one.id === id)?.title ?? id
  const serving = [...new Set(judged.flatMap(({ region }) => (region === null ? [] : [title(region)])))]
  const ways = judged.map(({ runbook }) => `${runbook.title} leads out of ${title(runbook.from)}`)
  return `${serving.join(' and ')} serves, and no runbook of ${disaster.title} leads out of there: ${ways.join(', ')}.`
}
