import { holdingIn } from '../../incident-input'
import { may } from '../../../access/roles'
import { gatesBarring } from '../../../run/gates'
import { ask } from '../action'
import { gateActions } from '../gate-focus'
import { takeOverCommand } from '../take-command'
import { nextPoll } from '../../../run/next-poll'
import { answerFirst } from './answer-first'
import { approving, arming, declaring, gateBars, go, staffing } from './before-go'
import type { DoNowView, Scene } from './do-now-view'
import { say } from './do-now-view'
import { withHands } from './in-hands'
import { interrupted } from './interrupted'
import { lossAboveBound, unknownLoss } from './loss-consent'
import { unknownServing } from './serving-consent'
import { trouble } from './trouble'
import { judging, relapse } from './relapse'
import { stuckAlone, stuckBehind } from './stuck'
import { withWaysOut } from './proposed'
import { completed, ended, halted, watching } from './under-way'

/**
 * The one thing to do now, from the whole story: whoever is looking gets their own part of it. Order is the design:
 * what only they can give, what has halted the run, what went wrong, then the way to GO, then watching.
 */
export function doNow(scene: Scene): DoNowView {
  return scene.input.state.closed === null
    ? withCommand(scene, interrupted(scene, judging(scene, withWaysOut(scene, byStory(scene)))))
    : ended(scene)
}

/** Whoever may command and does not has the way to it in every state. */
function withCommand({ input, viewer }: Scene, view: DoNowView): DoNowView {
  const take = takeOverCommand({ ...holdingIn(input), state: input.state }, viewer)
  if (take === null || view.primary?.verb === 'assign-duty') return view
  return { ...view, others: [...view.others, take] }
}

function byStory(scene: Scene): DoNowView {
  const { input, run, runbook } = scene
  const { state } = input
  const again = relapse(scene)
  if (again !== null) return again
  if (run !== null && run.status === 'completed') return completed(scene, run)
  const first = answerFirst(scene) ?? (run === null ? null : halted(scene, run))
  if (first !== null) return first
  if (run !== null) {
    const wrong = trouble(scene, run)
    if (wrong !== null) return wrong
    const stuck = stuckAlone(scene, run)
    if (stuck !== null) return withPoll(scene, stuck)
  }
  if (run?.go != null) return withPoll(scene, withHands(scene, run, watching(scene, run)))
  const prepare = staffing(scene) ?? declaring(scene) ?? arming(scene)
  if (prepare !== null || run === null) return prepare ?? say('idle', 'Nothing to do', '')
  const barring = gatesBarring(state, runbook, 'go')
  // Going on against a reading is the last resort: what arming still changes may yet make it right.
  const openable = barring.filter(
    ({ gate, verdict }) =>
      !(verdict === 'unmet' && gate.ifUnknown === 'warn') &&
      gateActions(input, runbook, gate, scene.viewer, true).length > 0,
  )
  if (openable.length > 0) return gateBars(scene, openable)
  // Skipped after people were asked it would cost what they approved.
  const stuck = stuckBehind(scene, run, barring)
  if (stuck !== null) return withPoll(scene, stuck)
  const consent =
    unknownLoss(scene, run) ?? lossAboveBound(scene, run) ?? unknownServing(scene, run) ?? approving(scene, run)
  if (consent !== null) return withPoll(scene, consent)
  if (barring.length > 0) return withPoll(scene, gateBars(scene, barring))
  return withPoll(scene, go(scene, run))
}

/** The room may be asked at any time; it is never the one thing unless nothing else is to be pressed. */
function withPoll(scene: Scene, view: DoNowView): DoNowView {
  const { runbook } = scene
  const { state, plan } = scene.input
  if (!may(scene.viewer.roles, 'incident.call-poll') || state.polls.some((poll) => poll.closed === null)) return view
  const duties = plan.duties.filter((duty) => duty.role !== 'sponsor' && duty.role !== 'commander').map(({ id }) => id)
  const held = duties.filter((duty) => state.duties[duty] !== undefined)
  if (held.length === 0) return view
  return {
    ...view,
    others: [
      ...view.others,
      {
        key: `call-poll-${nextPoll(state) - 1}`,
        label: 'Call a poll',
        verb: 'call-poll',
        input: { incidentId: state.id, duties: held },
        how: 'ask',
        shortcut: 'P',
        ask: ask('question', 'What do you ask the room?', 'Everybody who holds a duty answers GO or NO-GO.', {
          suggestions: runbook.pointOfNoReturn === null ? [] : [`GO or NO-GO for ${runbook.pointOfNoReturn}?`],
        }),
        disabledBecause: null,
      },
    ],
  }
}
