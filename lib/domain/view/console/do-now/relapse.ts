import { may } from '../../../access/roles'
import { runbookOf } from '../../../run/resolve-step'
import type { RunState } from '../../../run/state'
import { currentRun, isLive } from '../../../run/state'
import { type TierNow, tiersNow } from '../../../run/tier-now'
import { maySupersede, stepsLeft } from '../../../run/watching-run'
import type { IncidentInput } from '../../incident-input'
import { judgedAt } from '../../judged-at'
import { utcClock } from '../../format/instant'
import { listWords } from '../../names'
import { runActions } from '../run-actions'
import { nothingToTakeOver, runbookToArm } from '../incident-runbook'
import { arming } from './before-go'
import type { DoNowView, Scene } from './do-now-view'
import { say } from './do-now-view'
import { halted } from './under-way'

/**
 * A tier that had recovered is down again, and the run that brought it back is not the answer: it comes before all
 * else. Null while nothing has relapsed, or once a run has been armed since.
 */
export function relapse(scene: Scene): DoNowView | null {
  const { input, run } = scene
  const down = unansweredRelapses(input)
  const [first] = down
  if (first === undefined) return null
  const tiers = down.map(({ tier }) => tier)
  const headline = `${listWords(tiers)} ${tiers.length === 1 ? 'is' : 'are'} down again since ${utcClock(first.since ?? '')}`
  const key = `relapse-${tiers.join('-')}-${first.outages.length}`
  if (run !== null && isLive(run) && !maySupersede(input.state, run, runbookOf(input.plan, run.runbook)))
    return stillGoing(scene, run, key, headline)
  const arm = arming(scene)
  if (arm === null) return say(key, headline, 'No runbook can be armed for it.', { danger: true })
  const before =
    run === null || !isLive(run) ? '' : `${run.id} only watches: a new run takes its place, and the journal says so. `
  return { ...arm, key: `${key}-${arm.key}`, headline, detail: `${before}${arm.detail}`, danger: true }
}

/**
 * A tier that had come back fails, and not yet for as long as the plan wants to see: nothing that was said of it stands,
 * and nothing can be armed on it. What was asked for besides stays in reach.
 */
export function judging({ input, runbook }: Scene, view: DoNowView): DoNowView {
  const failing = tiersNow(input.state, input.plan, input.readings, input.now).filter(
    ({ judgedAfterMilliseconds }) => judgedAfterMilliseconds !== null,
  )
  const [first] = failing
  if (first === undefined) return view
  const tiers = failing.map(({ tier }) => tier)
  const at = judgedAt(first, input.environment)
  const refusal = nothingToTakeOver(input, runbookToArm(input, runbook))
  return {
    ...view,
    key: `judging-${tiers.join('-')}-${first.since ?? ''}`,
    headline: `${listWords(tiers)} ${tiers.length === 1 ? 'fails' : 'fail'} again since ${utcClock(first.since ?? '')}`,
    detail: `Seen from outside. If it goes on it counts as down ${at === null ? 'soon' : `from ${utcClock(at)} on`}${refusal === null ? '; then a run can be armed for it.' : `. ${refusal}`}`,
    primary: null,
    others: [...(view.primary === null ? [] : [view.primary]), ...view.others],
    danger: true,
  }
}

/** Tiers that fell again and for which no run was armed since. */
export function unansweredRelapses({ state, plan, readings, now }: IncidentInput): TierNow[] {
  const run = currentRun(state)
  return tiersNow(state, plan, readings, now).filter((tier) => isUnanswered(tier, run))
}

/** Down for another time, and no run was armed since it fell. */
function isUnanswered({ is, again, since }: TierNow, run: RunState | null): boolean {
  return is === 'down' && again && (run === null || run.started.at < (since ?? ''))
}

/** The run still acts: it may bring the tier back, and if it does not it must be stopped before another is armed. */
function stillGoing(scene: Scene, run: RunState, key: string, headline: string): DoNowView {
  const { input, runbook, viewer } = scene
  const stopped = halted(scene, run)
  if (stopped !== null)
    return {
      ...stopped,
      key: `${key}-${stopped.key}`,
      headline,
      detail: `${stopped.headline}. ${stopped.detail}`,
      danger: true,
    }
  const left = stepsLeft(input.state, run, runbook).map(({ id }) => id)
  const refusal = nothingToTakeOver(input, runbookToArm(input, runbook))
  const wayOn =
    refusal === null ? 'Let it go on, or stop it here: then a new run can be armed.' : `Let it go on. ${refusal}`
  const abort = runActions(input, run, runbook, viewer).find(({ verb }) => verb === 'abort-run')
  return say(`${key}-going`, headline, `${run.id} still has ${listWords(left)} to do. ${wayOn}`, {
    danger: true,
    others: abort === undefined || !may(viewer.roles, 'run.abort') ? [] : [abort],
  })
}
