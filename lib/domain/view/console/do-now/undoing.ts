import { nextToUndo } from '../../../run/ready'
import type { RunState } from '../../../run/state'
import { stopWord } from '../../../run/where-stands'
import { undoBar, undoRequestFor, undoToAsk } from '../../../run/undo-consent'
import { waitsForAnswers } from '../../../run/due-notices'
import type { IncidentInput } from '../../incident-input'
import { rolesIn } from '../../incident-input'
import { asSentence } from '../../format/full-stop'
import { dutyAndHolder, listWords } from '../../names'
import type { DoNowView, Scene } from './do-now-view'
import { say } from './do-now-view'
import { leftBehind } from './trouble'
import { offer } from './who'

/** On the way back: what could not be undone, what one more person is asked about, and else nothing to press. */
export function undoing(scene: Scene, run: RunState): DoNowView {
  return (
    happenedAfterAll(scene, run) ??
    leftBehind(scene, run) ??
    undoWaits(scene, run) ??
    say(
      'rolling-back',
      'Undoing, latest step first',
      'Nothing to press. A step that cannot be undone says so. Abort ends it here.',
    )
  )
}

/** It was heard of late: what is still in place is what the promoted region now stands on. */
function happenedAfterAll({ runbook }: Scene, run: RunState): DoNowView | null {
  if (!run.forwardOnly) return null
  const step = run.pointOfNoReturn?.step ?? runbook.pointOfNoReturn ?? ''
  return say(
    'happened-after-all',
    `Undoing has halted: ${step} happened after all`,
    `Its target accepted it, or shows it done, and that was heard late. Only forward is safe. ${stopWord('after')} ends the way back, with the rest left as it is.`,
    { row: `step:${step}`, danger: true },
  )
}

function undoWaits(scene: Scene, run: RunState): DoNowView | null {
  const { input, runbook } = scene
  const next = nextToUndo(run, runbook)
  const bar = next === null ? null : undoBar(input.state, run, runbook, next, ofInput(input))
  if (next === null || bar === null) return null
  const rule = runbook.approvals.find(({ steps }) => steps.includes(next.id))
  if (rule === undefined) return null
  const who = rule.duties.map((duty) => dutyAndHolder(input, duty)).join('; ')
  const request = undoRequestFor(input.state, run, next.id)
  const key = `undo-asked-${rule.id}-${Object.keys(input.state.requests).length}`
  if (request !== null && waitsForAnswers(input.state, request, ofInput(input).rolesOf, input.now))
    return say(
      key,
      `Undoing ${next.id} waits for one approval`,
      `${asSentence(bar)} One of ${who} approves the way back. Abort ends it here.`,
      { row: `step:${next.id}`, danger: true },
    )
  return offer(
    scene,
    'approval.request',
    say(
      key,
      `Ask again before ${next.id} is undone`,
      `${asSentence(bar)} One of ${who} approves the way back. Abort ends it here.`,
      { row: `step:${next.id}`, danger: true },
    ),
    {
      key,
      label: `Ask for approval to undo ${next.id}`,
      verb: 'request-approval',
      input: { incidentId: input.state.id, runId: run.id, rule: rule.id },
      how: 'press',
      shortcut: 'R',
      disabledBecause: null,
    },
  )
}

/** What pressing it asks for besides; empty where what was approved still covers the way back. */
export function undoAsksWords({ input, runbook }: Scene, run: RunState): string {
  const asked = undoToAsk(input.state, run, ofInput(input))
  const [first] = asked
  if (first === undefined) return ''
  const steps = asked.flatMap(({ steps: covered }) => covered.map(({ step }) => step))
  const duties = [...new Set(asked.flatMap(({ rule }) => rule.duties))]
  const titles = duties.map((duty) => dutyAndHolder(input, duty)).join('; ')
  return ` ${first.why.replace(/^w/, 'W')}, so one of ${titles} is asked before ${listWords(runbook.steps.flatMap(({ id }) => (steps.includes(id) ? [id] : [])))} ${steps.length === 1 ? 'is' : 'are'} undone.`
}

function ofInput(input: IncidentInput) {
  const { plan, environment, now } = input
  return { plan, environment, now, rolesOf: rolesIn(input) }
}
