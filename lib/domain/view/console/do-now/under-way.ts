import type { RunState } from '../../../run/state'
import { stepOf } from '../../../run/state'
import { pointOfNoReturnInDoubt, waitsOf } from '../../../run/ready'
import { tiersNow } from '../../../run/tier-now'
import { utcTime } from '../../format/instant'
import { listWords } from '../../names'
import type { ActionView } from '../action'
import { ask } from '../action'
import { isActive } from '../step-words'
import type { DoNowView, Scene } from './do-now-view'
import { say } from './do-now-view'
import { leftBehind } from './trouble'
import { offer } from './who'

/** A run that was stopped, is stopping, or is on its way back. Null: it goes on. */
export function halted(scene: Scene, run: RunState): DoNowView | null {
  const of = { incidentId: scene.input.state.id, runId: run.id }
  const resume: ActionView = {
    key: 'resume',
    label: 'Resume the run',
    verb: 'resume-run',
    input: of,
    how: 'press',
    shortcut: 'R',
    disabledBecause: null,
  }
  if (run.status === 'stopping')
    return say(
      'stopping',
      'Stopping: outcomes are being read',
      'Nothing new starts. Each attempt is observed until its outcome is known.',
      {
        danger: true,
      },
    )
  if (run.status === 'rolling-back')
    return (
      leftBehind(scene, run) ??
      say('rolling-back', 'Undoing, latest step first', 'Nothing to press. A step that cannot be undone says so.')
    )
  if (run.status === 'rolled-back') return closing(scene, 'rolled-back', 'Undone: nothing was promoted')
  if (run.status === 'stopped' && run.forwardOnly)
    return offer(
      scene,
      'run.resume',
      say(
        'stopped-forward',
        'Stopped past the point of no return',
        'Nothing is undone from here. Resume when it is safe to go on.',
        { danger: true },
      ),
      resume,
    )
  if (run.status === 'stopped' && pointOfNoReturnInDoubt(run, scene.runbook))
    return offer(
      scene,
      'run.resume',
      say(
        'stopped-in-doubt',
        `Stopped, ${scene.runbook.pointOfNoReturn ?? ''} in doubt`,
        'Whether it took effect is not known, so going back is not safe. Look at the target, then resume.',
        { danger: true },
      ),
      resume,
    )
  if (run.status === 'stopped')
    return offer(
      scene,
      'run.roll-back',
      say(
        'stopped',
        'Stopped: undo, or resume',
        `Undoing goes in reverse order, latest step first. ${run.abort?.reason ?? ''}`.trim(),
        {
          others: [resume],
        },
      ),
      {
        key: 'roll-back',
        label: 'Undo what was done',
        verb: 'roll-back-run',
        input: of,
        how: 'ask',
        ask: ask('reason', 'Why undo?', 'Compensable steps leave traces: messages stay sent.', {
          preset: run.abort?.reason ?? '',
        }),
        shortcut: 'U',
        disabledBecause: null,
      },
    )
  if (run.paused !== null)
    return offer(
      scene,
      'run.resume',
      say('paused', 'Paused: nothing new starts', `${run.paused.reason}. Since ${utcTime(run.paused.at)} UTC.`),
      resume,
    )
  return null
}

/** Steps do what they do: said plainly, so that nobody looks for a button that is not there. */
export function watching(scene: Scene, run: RunState): DoNowView {
  const { input, runbook } = scene
  const steps = runbook.steps.map((step) => ({ step, current: stepOf(run, step.id) }))
  const running = steps.filter(({ current }) => isActive(current)).map(({ step }) => step)
  const next = steps.find(
    ({ step, current }) =>
      current.status === 'pending' && waitsOf(input.state, run, runbook, step).some((wait) => wait.for === 'step'),
  )
  // The furthest along is what the run hangs on; what was begun while arming goes on beside it.
  const first = running.at(-1)
  const tiers = tiersNow(input.state, input.plan, input.readings, input.now)
  const back = tiers.filter(({ is }) => is === 'back').map(({ tier }) => tier)
  const provisional = tiers.filter(({ is }) => is === 'answering').map(({ tier }) => tier)
  if (first === undefined && back.length > 0)
    return say(`back-${back.join('-')}`, `${listWords(back)} is back`, 'Nothing to press.')
  if (first === undefined)
    return say(
      'starting',
      'Nothing to press: the next step starts by itself',
      next === undefined ? '' : `${next.step.id} ${next.step.title}.`,
    )
  const after = next === undefined ? '' : ` Then ${next.step.id}, by itself.`
  if (back.length > 0)
    return say(
      `back-${first.id}`,
      `${listWords(back)} is back`,
      `${first.title} is running. Nothing to press.${after}`,
      { row: `step:${first.id}` },
    )
  if (provisional.length > 0)
    return say(
      `seen-${first.id}`,
      `${listWords(provisional)} answers again`,
      `Provisional until it proves sustained. Nothing to press.${after}`,
      {
        row: `step:${first.id}`,
      },
    )
  return say(
    `watch-${first.id}`,
    `Nothing to press: ${first.id} is running`,
    `${first.title}. ${first.purpose}${after}`,
    {
      row: `step:${first.id}`,
    },
  )
}

export function closing(scene: Scene, key: string, headline: string): DoNowView {
  const { state } = scene.input
  return offer(scene, 'incident.close', say(key, headline, 'Close the incident once everything is said.'), {
    key: 'close',
    label: 'Close the incident',
    verb: 'close-incident',
    input: { incidentId: state.id },
    how: 'ask',
    ask: ask('reason', 'How did it end?', 'The record is complete with it. Nothing can be added afterwards.'),
    shortcut: 'C',
    disabledBecause: null,
  })
}
