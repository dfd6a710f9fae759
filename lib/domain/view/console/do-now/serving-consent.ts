import { readServing } from '../../../posture/serving'
import { servingAcceptance, servingDoubt } from '../../../run/serving-doubt'
import type { RunState } from '../../../run/state'
import { regionTitle } from '../../names'
import { ask } from '../action'
import { consentCost } from '../consent-cost'
import type { DoNowView, Scene } from './do-now-view'
import { say } from './do-now-view'
import { offer } from './who'

/** Where the system runs is unknown or contradicted: GO waits for a reading, or for somebody's word on the record. */
export function unknownServing(scene: Scene, run: RunState): DoNowView | null {
  const { input, runbook, viewer } = scene
  const doubt = servingDoubt(input.plan, runbook, readServing(input))
  if (doubt === null || servingAcceptance(input.state, run) !== null) return null
  const [from, to] = [regionTitle(input.plan, runbook.from), regionTitle(input.plan, runbook.to)]
  return offer(
    scene,
    'incident.record-decision',
    say(
      'unknown-serving',
      'Where it serves is not known: accept it or wait',
      `${doubt}. GO needs your recorded acceptance, or a reading.`,
      { danger: true, row: 'go' },
    ),
    {
      key: 'unknown-serving',
      label: 'Accept that it is not known',
      verb: 'record-decision',
      input: { incidentId: input.state.id, runId: run.id, kind: 'accept-unknown-serving', subject: null },
      how: 'ask',
      shortcut: 'A',
      ask: ask(
        'statement',
        `Why move to ${to} without knowing?`,
        `${viewer.name}, it stands on the record and in what is approved.`,
        {
          costs: consentCost(input, run, { does: 'decide', kind: 'accept-unknown-serving', subject: null }),
          warning: `${from} may not be what serves now, or both may be taking writes.`,
        },
      ),
      disabledBecause: null,
    },
  )
}
