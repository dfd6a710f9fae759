import { holdingIn } from '../../incident-input'
import type { Step } from '../../../plan/schema/runbook'
import { measureLoss } from '../../../posture/measure-loss'
import { fieldValue } from '../../../posture/sample'
import { requestFor } from '../../../run/approval'
import { lastKnownLoss, lastWords, lossBar } from '../../../run/loss-at-act'
import { holdsCommand } from '../../../run/holds-command'
import { roundedUp, unknownLossAcceptance } from '../../../run/loss-bound'
import type { RunState } from '../../../run/state'
import { lossWords, spanWords } from '../../format/duration'
import { asSentence } from '../../format/full-stop'
import { lossView } from '../../loss-view'
import { regionTitle } from '../../names'
import type { ActionView } from '../action'
import { ask } from '../action'
import { consentCost } from '../consent-cost'
import type { DoNowView, Scene } from './do-now-view'
import { say } from './do-now-view'
import { offer } from './who'

/** An UNKNOWN loss has to be accepted before approval is asked: the acceptance is part of what is approved. */
export function unknownLoss(scene: Scene, run: RunState): DoNowView | null {
  const { input, runbook } = scene
  const loss = lossView(input, runbook)
  if (loss === null || loss.amount !== null || unknownLossAcceptance(input.state, run) !== null) return null
  const view = say(
    'unknown-loss',
    'The loss is UNKNOWN: accept it or wait',
    `${asSentence(loss.unknown ?? 'No reading')} ${run.go === null ? 'GO' : runbook.pointOfNoReturn} needs your recorded acceptance, or a reading.`,
    {
      danger: true,
      row: 'go',
    },
  )
  return offer(scene, 'incident.record-decision', view, acceptUnknown(scene, run))
}

/** Everything stands but the figure: it was known and within the bound, and has not been read for too long. */
export function lossAtActUnknown(scene: Scene, run: RunState, step: Step): DoNowView | null {
  const { input, runbook } = scene
  if (runbook.loss === null || step.id !== runbook.pointOfNoReturn) return null
  const request = requestFor(input.state, run, step.id)
  const loss = measureLoss(runbook.loss, input.readings, input.now)
  const bar = lossBar(input.state, run, runbook, request, loss, input.now)
  if (bar?.kind !== 'unknown') return null
  return offer(
    scene,
    'incident.record-decision',
    say(
      'unknown-loss',
      `${step.id} waits: the loss is UNKNOWN`,
      `${asSentence(`${loss.unknown ?? 'No reading'}; ${lastWords(lastKnownLoss(run, input.now))}`)} It goes on by itself once the loss can be read. Or accept it: then two people approve again.`,
      { danger: true, row: `step:${step.id}` },
    ),
    acceptUnknown(scene, run),
  )
}

function acceptUnknown({ input, runbook, viewer }: Scene, run: RunState): ActionView {
  return {
    key: 'unknown-loss',
    label: 'Accept the unknown loss',
    verb: 'record-decision',
    input: { incidentId: input.state.id, runId: run.id, kind: 'accept-unknown-loss', subject: null },
    how: 'ask',
    shortcut: 'A',
    ask: ask(
      'statement',
      'Why promote without knowing the loss?',
      `${viewer.name}, it stands on the record and in what is approved.`,
      {
        costs: consentCost(input, run, { does: 'decide', kind: 'accept-unknown-loss', subject: null }),
        warning: `Nobody can say how many ${runbook.loss?.noun ?? 'writes'} are lost. ${asSentence(lastWords(lastKnownLoss(run, input.now)))}`,
      },
    ),
    disabledBecause: null,
  }
}

/**
 * Before anybody is asked: that the loss may be unknown when it counts. Approved with the rest, a region that goes dark
 * meanwhile costs no second round.
 */
export function acceptLossAhead(scene: Scene, run: RunState): ActionView[] {
  const { input, runbook } = scene
  const loss = lossView(input, runbook)
  if (loss === null || run.go !== null || unknownLossAcceptance(input.state, run) !== null) return []
  if (!holdsCommand(holdingIn(input), scene.viewer.person)) return []
  const read =
    loss.amount === null
      ? `Not known now: ${loss.unknown ?? 'no reading'}; ${lastWords(lastKnownLoss(run, input.now))}.`
      : `${loss.amount} now, read ${spanWords(Math.max(0, Date.parse(input.now) - Date.parse(loss.at)))} ago.`
  return [
    {
      ...acceptUnknown(scene, run),
      key: 'unknown-loss-ahead',
      label: 'Accept an unknown loss in advance',
      shortcut: 'U',
      ask: ask(
        'statement',
        'Why promote even if the loss cannot be read?',
        `Approved with the rest. Without it ${runbook.pointOfNoReturn ?? 'the promotion'} waits while the loss cannot be read.`,
        {
          costs: consentCost(input, run, { does: 'decide', kind: 'accept-unknown-loss', subject: null }),
          warning: `${read} Approvals hold up to ${loss.bound ?? 'the bound'}.`,
        },
      ),
    },
  ]
}

/** More than the bound is lost: waiting may help while the source lives; in the dark only accepting more does. */
export function lossAboveBound(scene: Scene, run: RunState): DoNowView | null {
  const { input, runbook, viewer } = scene
  const loss = lossView(input, runbook)
  if (loss?.milliseconds == null || !loss.aboveBound) return null
  const growing = stillTakesWrites(scene)
  const more = roundedUp(loss.milliseconds + (growing ? headroom : 0))
  const noun = runbook.loss?.noun ?? 'writes'
  return offer(
    scene,
    'incident.record-decision',
    say(
      'loss-above-bound',
      `The loss is above ${loss.bound ?? 'its bound'}: accept more or wait`,
      `${loss.amount ?? ''}${loss.count === null ? '' : `, about ${loss.count}`}, would be lost${
        growing ? `, and more while ${regionTitle(input.plan, runbook.from)} takes writes` : ''
      }. ${run.go === null ? 'GO' : runbook.pointOfNoReturn} needs your recorded acceptance, or a smaller loss.`,
      { danger: true, row: 'go' },
    ),
    {
      key: 'loss-above-bound',
      label: `Accept a loss up to ${lossWords(more)}`,
      verb: 'record-decision',
      input: { incidentId: input.state.id, runId: run.id, kind: 'accept-loss', subject: String(more) },
      how: 'ask',
      shortcut: 'A',
      ask: ask(
        'statement',
        'Why promote although more is lost than planned?',
        `${viewer.name}, it stands on the record and in what is approved.`,
        {
          costs: consentCost(input, run, { does: 'decide', kind: 'accept-loss', subject: String(more) }),
          warning: `${loss.amount ?? ''} of ${noun} are lost, more than the plan allows.`,
        },
      ),
      disabledBecause: null,
    },
  )
}

/** Two people read, the fence waits: an acceptance that is passed before they are done would be asked for for ever. */
const headroom = 180_000

function stillTakesWrites({ input, runbook: { loss } }: Scene): boolean {
  if (loss === null) return false
  const { value } = fieldValue(input.readings, loss.acknowledged, loss.maxAge, input.now)
  return Date.parse(input.now) - Date.parse(String(value)) < loss.maxAge
}
