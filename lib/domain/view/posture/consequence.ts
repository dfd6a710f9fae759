import { criticalPath } from '../../plan/graph'
import { scaleTime } from '../../plan/scale-time'
import type { Runbook } from '../../plan/schema/runbook'
import { servingRegion, type ServingState } from '../../posture/serving-state'
import { stepTime } from '../format/duration'
import { regionTitle } from '../names'
import { servingView, servingWords } from '../serving-view'
import { inSentence } from '../sponsor/plain-names'
import { seenFromOutside } from '../sponsor/seen-from-outside'
import { lossNow } from './loss-figures'
import type { PlacedInput } from './posture-input'
import { runbookFor } from './serving-of'

export interface Consequence {
  words: string
  /** When the oldest reading it rests on was true. */
  at: string | null
}

/** What the end of the region that serves would mean this second, a promotion boundary at a time. */
export function consequences(input: PlacedInput): Consequence[] {
  const { plan, states } = input
  const boundaries = new Set(plan.runbooks.map(({ promotionBoundary }) => promotionBoundary))
  return [...boundaries].flatMap((boundary): Consequence[] => {
    const runbooks = plan.runbooks.filter(({ promotionBoundary }) => promotionBoundary === boundary)
    const state = states.find(({ promotionBoundary }) => promotionBoundary === boundary)
    if (state === undefined)
      return runbooks.flatMap((runbook) => ofRunbook(input, runbook, 'If it runs in', 'which this plan does not read'))
    const { unprotected } = servingView(plan, state)
    if (unprotected !== null) return [{ words: `${unprotected.words}.`, at: atOf(state) }]
    const region = servingRegion(state)
    const out = runbooks.find(({ from }) => from === region)
    if (region === null) return [{ words: `${servingWords(plan, state)}.`, at: atOf(state) }]
    if (out === undefined)
      return [{ words: `${servingWords(plan, state)}, and no runbook leads out of it.`, at: atOf(state) }]
    const said = ofRunbook(input, out)
    if (state.standby.is === 'unknown')
      said.push({ words: `Whether anything could take over is UNKNOWN: ${state.standby.why}.`, at: null })
    return said
  })
}

function atOf({ serves }: ServingState): string | null {
  return serves.is === 'unknown' ? null : serves.at
}

function ofRunbook(input: PlacedInput, runbook: Runbook, opening?: string, doubt?: string): Consequence[] {
  const { plan, environment, states } = input
  const tier = plan.tiers.find((one) => runbookFor(plan, states, one.id)?.id === runbook.id)
  if (tier === undefined) return []
  const region = regionTitle(plan, runbook.from)
  const path = criticalPath(runbook, tier.id, 'p50')
  const loss = lossNow(input, tier)
  const lost = loss.value === null ? `an UNKNOWN amount lost (${loss.note})` : `${loss.note} lost`
  const services = plan.services.filter((service) => service.tier === tier.id)
  const first = inSentence(services[0]?.plainName ?? tier.id)
  const back = path === null ? '' : `, ${first} back ${stepTime(scaleTime(environment, path.milliseconds))} after GO`
  const seen = tier.outside === undefined ? null : seenFromOutside(plan, tier, input.readings, input.now).is
  const when =
    opening !== undefined
      ? `${opening} ${region}, ${doubt ?? ''}, and that died this second`
      : seen === 'failing'
        ? 'Failing over this second'
        : `If ${region} died this second`
  return [{ words: `${when}: ${lost}${back}.`, at: loss.at }]
}
