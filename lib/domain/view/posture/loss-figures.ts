import { measureLoss } from '../../posture/measure-loss'
import { fieldValue, readingPath } from '../../posture/sample'
import type { Link, Tier } from '../../plan/schema/plan'
import { lossWords, spanWords } from '../format/duration'
import { lostCount } from '../format/lost-count'
import { regionTitle } from '../names'
import { servingRegion } from '../../posture/serving-state'
import { figure, noFigure, noStandby, type Figure } from './figure'
import type { PlacedInput } from './posture-input'
import { modeWords } from './recovery-figures'
import { runbookFor, servingOf } from './serving-of'

export interface Loss {
  promised: Figure
  measured: Figure
  /** What would be lost if the source died this second. */
  now: Figure
}

export function lossFigures(input: PlacedInput, tier: Tier): Loss {
  return {
    promised: figure(spanWords(tier.objectives.rpo), 'contract'),
    measured: measured(input, tier),
    now: lossNow(input, tier),
  }
}

function measured(input: PlacedInput, tier: Tier): Figure {
  const proof = input.proofs.find((one) => one.tier === tier.id)
  if (proof === undefined) return noFigure('not measured')
  if (proof.timeScale !== 1) return noFigure('not measured, scaled time')
  const milliseconds = proof.loss?.milliseconds ?? null
  if (milliseconds === null) return figure(null, proof.loss?.unknown ?? 'not measured')
  return figure(
    lossWords(milliseconds),
    modeWords(proof.mode),
    milliseconds > tier.objectives.rpo,
    proof.loss?.measuredAt ?? null,
  )
}

/** By the runbook's loss rule where there is one, both ends read now; else the worst of the tier's links. */
export function lossNow(input: PlacedInput, tier: Tier): Figure {
  if (servingOf(input.plan, input.states, tier.id)?.unprotected != null) return noStandby
  const rule = runbookFor(input.plan, input.states, tier.id)?.loss ?? null
  if (rule === null) return worstLink(input, tier)
  const loss = measureLoss(rule, input.readings, input.now)
  if (loss.milliseconds === null) return figure(null, loss.unknown ?? 'no reading')
  const count = lostCount(loss, false) ?? loss.source
  return figure(lossWords(loss.milliseconds), count, loss.milliseconds > tier.objectives.rpo, loss.measuredAt)
}

/**
 * The lag of a link now; a link without a reading is unknown, and one unknown link makes the worst unknown. A link that
 * leads out of a region which no longer serves carries nothing: its last number says nothing of now.
 */
export function linkLag({ plan, readings, now, states }: PlacedInput, link: Link) {
  if (link.lag === undefined) return null
  const maxAge = plan.readings.find((one) => one.id === readingPath(link.lag ?? '').reading)?.maxAge ?? 0
  const state = states.find(({ promotionBoundary }) => promotionBoundary === link.promotionBoundary)
  const region = state === undefined ? null : servingRegion(state)
  const read = fieldValue(readings, link.lag, maxAge, now)
  const field =
    region === null || region === link.from
      ? read
      : {
          ...read,
          unknown: `${regionTitle(plan, region)} serves, and this link leads out of ${regionTitle(plan, link.from)}`,
        }
  const milliseconds = Number(field.value)
  const known = field.unknown === null && field.value !== null && Number.isFinite(milliseconds)
  return { field, milliseconds: known ? milliseconds : null }
}

function worstLink(input: PlacedInput, tier: Tier): Figure {
  const links = input.plan.links.filter((link) => link.tiers.includes(tier.id))
  const read = links.map((link) => ({ link, lag: linkLag(input, link) }))
  const unread = read.filter(({ lag }) => lag === null)
  const silent = read.filter(({ lag }) => lag !== null && lag.milliseconds === null)
  if (links.length === 0) return noFigure('no link')
  if (silent.length > 0) return figure(null, silent.map(({ link }) => link.id).join(', '))
  if (unread.length > 0)
    return noFigure(unread.length === links.length ? 'not read' : `${unread.length} of ${links.length} links not read`)
  const worst = read.reduce((a, b) => ((b.lag?.milliseconds ?? 0) > (a.lag?.milliseconds ?? 0) ? b : a))
  const milliseconds = worst.lag?.milliseconds ?? 0
  return figure(
    lossWords(milliseconds),
    `worst link, ${worst.link.id}`,
    milliseconds > tier.objectives.rpo,
    worst.lag?.field.observedAt ?? null,
  )
}
