import { fieldValue } from '../../../posture/sample'
import { unknownLossAcceptance } from '../../../run/approval'
import { roundedUp } from '../../../run/loss-bound'
import type { RunState } from '../../../run/state'
import { lossWords } from '../../format/duration'
import { lossView } from '../../loss-view'
import { regionTitle } from '../../names'
import { ask } from '../action'
import type { DoNowView, Scene } from './do-now-view'
import { say } from './do-now-view'
import { offer } from './who'

/** An UNKNOWN loss has to be accepted before approval is asked: the acceptance is part of what is approved. */
export function unknownLoss(scene: Scene, run: RunState): DoNowView | null {
  const { input, runbook, viewer } = scene
  const loss = lossView(input, runbook)
  if (loss === null || loss.amount !== null || unknownLossAcceptance(input.state, run) !== null) return null
  const view = say(
    'unknown-loss',
    'The loss is UNKNOWN: accept it or wait',
    `${loss.unknown ?? 'No reading'}. ${run.go === null ? 'GO' : runbook.pointOfNoReturn} needs your recorded acceptance, or a reading.`,
    {
      danger: true,
      row: 'go',
    },
  )
  return offer(scene, 'incident.record-decision', view, {
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
        warning: `Nobody can say how many ${runbook.loss?.noun ?? 'writes'} are lost.`,
      },
    ),
    disabledBecause: null,
  })
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
        { warning: `${loss.amount ?? ''} of ${noun} are lost, more than the plan allows.` },
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
